import { useTranslation } from 'react-i18next'
import type { JobRow } from '../../../shared/contract/app.ts'
import { jobStates } from '../../../shared/jobs.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { photoName } from '../../lib/photo-name.ts'
import { ColouredThumbnail } from '../../lib/picture/coloured-thumbnail.tsx'
import { useJobs } from '../../lib/queries/use-batches.ts'
import { useNotify } from '../../ui/notices.tsx'
import styles from './batch-room.module.css'

const shown = 24

/** The first photos of a batch; a result of an export can be opened from here. */
export function BatchThumbnails({ batch }: { batch: number }) {
  const { data: jobs = [] } = useJobs(batch, [...jobStates], shown)
  const withPhoto = jobs.filter(({ photo }) => photo !== null && photo.state !== 'bad')
  // The sample album adds and colours each photo: the later job says how it is now.
  const latest = new Map(withPhoto.map((job) => [job.photo?.id, job]))
  if (latest.size === 0) return null
  return (
    <div className={styles.thumbs}>
      {[...latest.values()].map((job) => (
        <Thumbnail key={job.id} job={job} />
      ))}
    </div>
  )
}

function Thumbnail({ job }: { job: JobRow }) {
  const { t } = useTranslation()
  const host = useHost()
  const { attempt } = useNotify()
  const { photo, output } = job
  if (!photo) return null
  const label = t('batch.thumbnail', { name: photoName(t, photo), state: t(`batch.states.${job.state}`) })
  const picture = (
    <>
      <img
        src={host.resource({ kind: 'thumb', photo: photo.id, picture: photo.picture })}
        alt={label}
        title={label}
      />
      {photo.version?.map && <ColouredThumbnail photo={photo} />}
    </>
  )
  if (output === null) return <span className={styles.thumb}>{picture}</span>
  return (
    <button
      type="button"
      className={styles.thumb}
      aria-label={t('batch.reveal', { name: photoName(t, photo) })}
      title={output}
      onClick={() => attempt(() => host.files.reveal({ job: job.id, path: output }))}
    >
      {picture}
    </button>
  )
}
