import { useTranslation } from 'react-i18next'
import type { UnfitPhoto, UnfitReason } from '../../../../shared/contract/finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { photoName } from '../../../lib/photo-name.ts'
import { usePhoto } from '../../../lib/queries/use-photos.ts'
import styles from '../train-room.module.css'

/** As many pictures as a row holds; the rest is counted. */
const shown = 12

/** Photos that cannot train it for one reason, and what to do about it. */
export function UnfitPhotos({ reason, photos }: { reason: UnfitReason; photos: readonly UnfitPhoto[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <section className={styles.reason}>
      <h4>
        {formats.number(photos.length)} · {t(`train.dataset.reasons.${reason}`)}
      </h4>
      <p className={styles.quiet}>{t(`train.dataset.todo.${reason}`)}</p>
      <ul className={styles.thumbs}>
        {photos.slice(0, shown).map((unfit) => (
          <li key={`${unfit.page ?? 0} ${unfit.path}`} title={unfit.message}>
            <Unfit {...unfit} />
          </li>
        ))}
        {photos.length > shown && <li>{t('batch.more', { count: photos.length - shown })}</li>}
      </ul>
    </section>
  )
}

function Unfit({ photo, path, page = 0 }: UnfitPhoto) {
  const { t } = useTranslation()
  const host = useHost()
  const { data } = usePhoto(photo ?? undefined)
  return (
    <figure className={styles.thumb}>
      {data && data.state !== 'bad' && (
        <img src={host.resource({ kind: 'thumb', photo: data.id, picture: data.picture })} alt="" />
      )}
      <figcaption>{photoName(t, { name: data?.name ?? path, page })}</figcaption>
    </figure>
  )
}
