import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/format.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { nothingSelected } from '../../lib/workspace/selection.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useNotify } from '../../ui/notices.tsx'

interface Deletion {
  photos: number
  copies: number
  bytes: number
  kept: number
}

/** Takes removed photos out of the library for ever, once the user has read what goes and what stays. */
export function DeleteForGood({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const { select } = useWorkspace()
  const formats = useFormats()
  const [asked, setAsked] = useState<Deletion>()

  const ask = async () => {
    const deletion = await client['photos.deletion']({ ids })
    if (deletion.photos > 0) setAsked(deletion)
    else say(t('deletion.none'))
  }
  const confirm = async () => {
    const { photos, bytes } = await client['photos.deleteForGood']({ ids })
    select(nothingSelected)
    say(t('deletion.done', { count: photos, bytes: formats.bytes(bytes) }))
  }
  const described = ({ photos, copies, bytes, kept }: Deletion): string =>
    [
      t('deletion.photos'),
      copies > 0 && t('deletion.copies', { count: copies, bytes: formats.bytes(bytes) }),
      copies < photos && t('deletion.elsewhere'),
      kept > 0 && t('deletion.kept', { count: kept }),
    ]
      .filter(Boolean)
      .join(' ')
  return (
    <>
      <Button icon={Trash2} onClick={() => attempt(ask)}>
        {t('deletion.action')}
      </Button>
      {asked && (
        <ConfirmDialog
          title={t('deletion.title', { count: asked.photos })}
          text={described(asked)}
          action={t('deletion.confirm')}
          onConfirm={() => attempt(confirm)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}
