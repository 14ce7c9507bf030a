import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../../shared/contract/library.ts'
import { useActs } from '../../../lib/actions/use-acts.ts'
import { useFormats } from '../../../lib/format.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { newWriter } from '../development/draft-keeper.ts'
import type { Development } from '../development/use-development.ts'
import styles from './panels.module.css'

/** Drafts but for the one in hand: of another window, or left behind for a version. */
export function DraftList({ development }: { development: Development }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { otherDrafts, openDraft } = development
  const { client } = useHost()
  const { act } = useActs()
  // Only as it is shown here: what its window does to it meanwhile is not taken away.
  const discard = ({ id, revision }: Draft) =>
    act(() => client['drafts.discard']({ id, revision, writer: newWriter() }), t('develop.drafts.discarded'))
  return (
    <ul>
      {otherDrafts.map((one) => {
        const time = formats.moment(one.draft.changed)
        return (
          <li key={one.draft.id} className={styles.line}>
            <button type="button" className={styles.open} onClick={() => openDraft(one)}>
              {t('develop.drafts.item', { time })}
            </button>
            <IconButton
              label={t('develop.drafts.discardItem', { time })}
              icon={X}
              onClick={() => discard(one.draft)}
            />
          </li>
        )
      })}
    </ul>
  )
}
