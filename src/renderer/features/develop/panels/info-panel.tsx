import { Info } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoDetail } from '../../../../shared/contract/library.ts'
import { useActs } from '../../../lib/actions/use-acts.ts'
import { useFormats } from '../../../lib/format.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { photoName } from '../../../lib/photo-name.ts'
import { Panel } from '../../../ui/panel.tsx'
import styles from './panels.module.css'

/** What is known of the photo, and its caption to write. */
export function InfoPanel({ photo }: { photo: PhotoDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { width, height } = photo
  const rows: [string, string][] = [
    [t('develop.info.file'), photoName(t, photo)],
    [t('develop.info.size'), t('develop.info.pixels', { width, height })],
    [t('develop.info.bytes'), formats.bytes(photo.bytes)],
    ...(photo.taken ? [[t('develop.info.taken'), formats.date(photo.taken)] as [string, string]] : []),
    ...(photo.camera ? [[t('develop.info.camera'), photo.camera] as [string, string]] : []),
  ]
  return (
    <Panel title={t('develop.info.title')}>
      <dl className={styles.rows} title={photo.path}>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {photo.remarks.map(({ kind, number = 0, detail = '' }) => (
        <p key={`${kind}${detail}`} className={styles.remark}>
          <Info size={14} aria-hidden /> {t(`remark.${kind}`, { count: number, detail })}
        </p>
      ))}
      <Caption photo={photo} />
    </Panel>
  )
}

function Caption({ photo }: { photo: PhotoDetail }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { act } = useActs()
  const known = photo.caption ?? ''
  const [caption, setCaption] = useState(known)
  return (
    <textarea
      className={styles.caption}
      aria-label={t('develop.info.caption')}
      placeholder={t('develop.info.caption')}
      maxLength={4000}
      value={caption}
      onChange={({ target }) => setCaption(target.value)}
      onBlur={() => caption !== known && act(() => client['photos.caption']({ id: photo.id, caption }))}
    />
  )
}
