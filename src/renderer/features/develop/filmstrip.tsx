import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoCell } from '../../../shared/contract/library.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { aspectOf } from '../../lib/justified-rows.ts'
import { photoName } from '../../lib/photo-name.ts'
import { ColouredThumbnail } from '../../lib/picture/coloured-thumbnail.tsx'
import { usePhotos } from '../../lib/queries/use-photos.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './develop-room.module.css'

/** Height of a frame, and the space between two, px. */
const height = 68
const between = 4

/** The photos of the library's view in one row; those not near are not there. */
export function Filmstrip({ shown }: { shown: number }) {
  const { t } = useTranslation()
  const { query, open } = useWorkspace()
  const { photos, total, more } = usePhotos(query)
  const scroller = useRef<HTMLDivElement>(null)
  const at = photos.findIndex(({ id }) => id === shown)
  const virtual = useVirtualizer({
    horizontal: true,
    count: photos.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => aspectOf(photos[index]) * height,
    gap: between,
    overscan: 5,
  })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' })
  }, [at, virtual])
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (photos.length < total && last > photos.length - 50) more()
  })
  const previous = photos[at - 1]
  const next = photos[at + 1]
  useKeys('pageup', () => previous && open(previous.id), { preventDefault: true })
  useKeys('pagedown', () => next && open(next.id), { preventDefault: true })
  return (
    <nav className={styles.strip} aria-label={t('develop.filmstrip')}>
      <IconButton
        label={t('develop.previous')}
        keys="PgUp"
        icon={ChevronLeft}
        disabled={!previous}
        onClick={() => open(previous.id)}
      />
      <div ref={scroller} className={styles.frames}>
        <div style={{ width: virtual.getTotalSize(), height: '100%', position: 'relative' }}>
          {seen.map(({ index, start, size }) => {
            const photo = photos[index]
            return (
              <Frame
                key={photo.id}
                photo={photo}
                left={start}
                width={size}
                current={photo.id === shown}
                onOpen={open}
              />
            )
          })}
        </div>
      </div>
      <IconButton
        label={t('develop.next')}
        keys="PgDn"
        icon={ChevronRight}
        disabled={!next}
        onClick={() => open(next.id)}
      />
    </nav>
  )
}

interface FrameProps {
  photo: PhotoCell
  left: number
  width: number
  current: boolean
  onOpen: (id: number) => void
}

function Frame({ photo, left, width, current, onOpen }: FrameProps) {
  const host = useHost()
  const { t } = useTranslation()
  const name = photoName(t, photo)
  return (
    <button
      type="button"
      className={styles.frame}
      style={{ left, width }}
      aria-label={name}
      aria-current={current ? 'true' : undefined}
      title={name}
      onClick={() => onOpen(photo.id)}
    >
      {photo.state !== 'bad' && (
        <img src={host.resource({ kind: 'thumb', photo: photo.id, picture: photo.picture })} alt="" />
      )}
      {photo.version?.map && photo.state !== 'bad' && <ColouredThumbnail photo={photo} />}
    </button>
  )
}
