import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PhotoCell, photoQuerySchema } from '../../../../shared/contract/library.ts'
import { isStep, walk } from '../../../lib/grid-walk.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { justify } from '../../../lib/justified-rows.ts'
import { photoName } from '../../../lib/photo-name.ts'
import { ColouredThumbnail } from '../../../lib/picture/coloured-thumbnail.tsx'
import { usePhotos } from '../../../lib/queries/use-photos.ts'
import { useSize } from '../../../lib/use-size.ts'
import styles from './other-photos.module.css'

/** Height of a row, and the space between pictures, px. */
const height = 112
const gap = 4

interface PhotoWallProps {
  search: string
  onOpen: (photo: PhotoCell) => void
}

/** All photos that are found, as they look now; rows that are not near are not there. */
export function PhotoWall({ search, onOpen }: PhotoWallProps) {
  const { t } = useTranslation()
  const wanted = useDeferredValue(search.trim())
  const query = useMemo(() => photoQuerySchema.parse(wanted === '' ? {} : { search: wanted }), [wanted])
  const { photos, total, pending, more } = usePhotos(query)
  const scroller = useRef<HTMLDivElement>(null)
  const { width } = useSize(scroller)
  const [focus, setFocus] = useState(0)
  const rows = useMemo(() => (width > 0 ? justify(photos, width, height, gap) : []), [photos, width])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rows[index].height + gap,
    overscan: 4,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights follow the rows
  useEffect(() => virtual.measure(), [rows, virtual])
  const seen = virtual.getVirtualItems()
  const lastSeen = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (photos.length < total && lastSeen > rows.length - 5) more()
  })
  const at = Math.min(focus, photos.length - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (isStep(event.key)) {
      const next = walk(rows, at, event.key)
      setFocus(next)
      virtual.scrollToIndex(
        rows.findIndex(({ start, widths }) => next >= start && next < start + widths.length),
      )
    } else if (event.key === 'Enter' && photos[at]) onOpen(photos[at])
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t('library.photos')}
      aria-activedescendant={photos[at] && `other-photo-${photos[at].id}`}
      className={styles.wall}
      onKeyDown={onKeyDown}
    >
      {!pending && total === 0 && <p className={styles.quiet}>{t('develop.otherPhotos.none')}</p>}
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {seen.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <div
                key={row.start}
                role="presentation"
                className={styles.row}
                style={{ top: start, height: row.height, gap }}
              >
                {row.widths.map((wide, i) => {
                  const place = row.start + i
                  const photo = photos[place]
                  return (
                    <Picture
                      key={photo.id}
                      photo={photo}
                      width={wide}
                      place={place + 1}
                      total={total}
                      active={place === at}
                      onOpen={onOpen}
                    />
                  )
                })}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

interface PictureProps {
  photo: PhotoCell
  width: number
  /** Position in the whole list, from 1. */
  place: number
  total: number
  active: boolean
  onOpen: (photo: PhotoCell) => void
}

function Picture({ photo, width, place, total, active, onOpen }: PictureProps) {
  const { t } = useTranslation()
  const host = useHost()
  const name = photoName(t, photo)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box that holds the options takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list box keeps the focus (aria-activedescendant)
    <div
      id={`other-photo-${photo.id}`}
      role="option"
      aria-selected={active}
      aria-setsize={total}
      aria-posinset={place}
      aria-label={name}
      title={name}
      className={styles.cell}
      style={{ width }}
      onClick={() => onOpen(photo)}
    >
      {photo.state !== 'bad' && (
        <img
          src={host.resource({ kind: 'thumb', photo: photo.id, picture: photo.picture })}
          alt=""
          draggable={false}
          decoding="async"
        />
      )}
      {photo.version?.map && photo.state !== 'bad' && <ColouredThumbnail photo={photo} />}
    </div>
  )
}
