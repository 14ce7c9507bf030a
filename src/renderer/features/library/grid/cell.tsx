import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { photoName } from '../../../lib/photo-name.ts'
import { ColouredThumbnail } from '../../../lib/picture/coloured-thumbnail.tsx'
import type { Keys } from '../../../lib/workspace/selection.ts'
import { Badges, useBadges } from './badges.tsx'
import styles from './grid.module.css'

interface CellProps {
  photo: PhotoCell
  width: number
  /** Position in the whole list, from 1. */
  place: number
  total: number
  selected: boolean
  active: boolean
  inColour: boolean
  onChoose: (id: number, keys: Keys) => void
  onOpen: (id: number) => void
}

/** One photo of the grid. Hovering shows its colours where the grid shows the originals. */
export const Cell = memo(function Cell(props: CellProps) {
  const { photo, width, place, total, selected, active, inColour, onChoose, onOpen } = props
  const host = useHost()
  const { t } = useTranslation()
  const [hovered, setHovered] = useState(false)
  const badges = useBadges(photo)
  const readable = photo.state !== 'bad'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box that holds the options takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list box keeps the focus (aria-activedescendant)
    <div
      id={`photo-${photo.id}`}
      role="option"
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={place}
      aria-label={[photoName(t, photo), ...badges.map(({ label }) => label)].join(', ')}
      className={styles.cell}
      data-active={active || undefined}
      style={{ width }}
      onClick={(event) => onChoose(photo.id, event)}
      onDoubleClick={() => onOpen(photo.id)}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {readable ? (
        <img
          src={host.resource({ kind: 'thumb', photo: photo.id, picture: photo.picture })}
          alt=""
          draggable={false}
          decoding="async"
          className={styles.picture}
        />
      ) : (
        <span className={styles.name}>{photoName(t, photo)}</span>
      )}
      {photo.version?.map && readable && (inColour || hovered) && <ColouredThumbnail photo={photo} />}
      <Badges badges={badges} />
    </div>
  )
})
