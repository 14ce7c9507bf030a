import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useModels } from '../../lib/queries/use-installation.ts'
import { usePhoto } from '../../lib/queries/use-photos.ts'
import { useVersions } from '../../lib/queries/use-versions.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import styles from './develop-room.module.css'
import { withPastWeights } from './development/past-weights.ts'
import { useFreshDrafts } from './development/use-fresh-drafts.ts'
import { Filmstrip } from './filmstrip.tsx'
import { Workbench } from './workbench.tsx'

export function DevelopRoom() {
  const { t } = useTranslation()
  const { opened, selection, go } = useWorkspace()
  const shown = opened ?? selection.focus
  if (shown === undefined) {
    return (
      <Empty title={t('develop.noPhoto')} hint={t('develop.noPhotoHint')}>
        <Button onClick={() => go('library')}>{t('develop.toLibrary')}</Button>
      </Empty>
    )
  }
  return (
    <div className={styles.room}>
      <Opened id={shown} />
      <Filmstrip shown={shown} />
    </div>
  )
}

/** One photo; everything in hand begins anew with the next, and when its file became another picture. */
function Opened({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data: photo, error } = usePhoto(id)
  const { data: versions, error: versionsError } = useVersions(id)
  const { data: models, error: modelsError } = useModels()
  const kept = useMemo(
    () => models && versions?.map((version) => withPastWeights(version, models)),
    [models, versions],
  )
  // What is at hand was computed of this picture, with these weights.
  const inHand = photo && models && [photo.id, photo.hash, ...models.map(({ weights }) => weights)].join(' ')
  const { drafts, error: draftsError } = useFreshDrafts(id, inHand)
  const failed = error ?? versionsError ?? modelsError ?? draftsError
  if (failed) return <Empty title={t('develop.bad')} hint={failed.message} />
  if (photo?.state === 'bad') {
    const hint =
      photo.error && t('notices.withAdvice', { ...photo.error, advice: t(`advice.${photo.error.kind}`) })
    return <Empty title={t('develop.bad')} {...(hint && { hint })} />
  }
  if (!photo || !kept || !drafts) return <Empty title={t('common.loading')} />
  return <Workbench key={inHand} photo={photo} versions={kept} drafts={drafts} />
}
