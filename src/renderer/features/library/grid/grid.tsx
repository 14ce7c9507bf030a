import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isStep, walk } from '../../../lib/grid-walk.ts'
import type { Photos } from '../../../lib/queries/use-photos.ts'
import { useMonths } from '../../../lib/queries/use-photos.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import { useStore } from '../../../lib/store.ts'
import { useSize } from '../../../lib/use-size.ts'
import {
  click,
  extendTo,
  focusOn,
  type Keys,
  nothingSelected,
  selectOnly,
  toggle,
} from '../../../lib/workspace/selection.ts'
import { useWorkspace } from '../../../lib/workspace/workspace.tsx'
import { inColourStore } from '../in-colour.ts'
import { usePhotoActions } from '../use-photo-actions.ts'
import { useSelectAll } from '../use-select-all.ts'
import { Cell } from './cell.tsx'
import styles from './grid.module.css'
import { gap, heightToCome, layOut } from './grid-layout.ts'
import { MonthHeading } from './month-heading.tsx'

const padding = 12
/** The next page is fetched when the end is nearer than so many heights of the window. */
const ahead = 4

/** Photos as a list box: only rows in sight exist, and the container keeps the keyboard's focus. */
export function Grid({ list }: { list: Photos }) {
  const { t } = useTranslation()
  const { query, selection, select, open } = useWorkspace()
  const { gridHeight } = useSettings()
  const months = useMonths(query)
  const selectAll = useSelectAll()
  const actions = usePhotoActions()
  const [inColour] = useStore(inColourStore)
  const scroller = useRef<HTMLDivElement>(null)
  const size = useSize(scroller)
  const { photos, total, more } = list
  const layout = useMemo(
    () => layOut(photos, size.width - 2 * padding, gridHeight, query.sort === 'taken'),
    [photos, size.width, gridHeight, query.sort],
  )
  const { items, rows } = layout
  const rest = useMemo(() => heightToCome(layout, photos.length, total), [layout, photos.length, total])
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => items[index].height,
    overscan: 4,
    paddingStart: padding,
    paddingEnd: padding,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights follow the layout
  useEffect(() => virtual.measure(), [items, virtual])

  const seen = virtual.getVirtualItems()
  const end = (virtual.scrollOffset ?? 0) + size.height * (1 + ahead)
  useEffect(() => {
    if (photos.length < total && end > virtual.getTotalSize()) more()
  })

  const order = useMemo(() => photos.map(({ id }) => id), [photos])
  const choose = useCallback(
    (id: number, keys: Keys) => select((current) => click(current, id, keys, order)),
    [select, order],
  )

  const goTo = (index: number, event: KeyboardEvent) => {
    const photo = photos[index]
    if (!photo) return
    select((current) => {
      if (event.shiftKey) return extendTo(current, photo.id, order)
      return event.ctrlKey || event.metaKey ? focusOn(current, photo.id) : selectOnly(photo.id)
    })
    const row = items.findIndex(
      (item) =>
        item.kind === 'row' && index >= item.row.start && index < item.row.start + item.row.widths.length,
    )
    virtual.scrollToIndex(row)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const at = selection.focus === undefined ? -1 : order.indexOf(selection.focus)
    const mod = event.ctrlKey || event.metaKey
    if (isStep(event.key)) goTo(at < 0 ? 0 : walk(rows, at, event.key), event)
    else if (mod && event.key === 'a') selectAll()
    else if (event.key === 'Escape') select(nothingSelected)
    else if (event.key === 'Enter' && selection.focus !== undefined) open(selection.focus)
    else if (event.key === ' ' && selection.focus !== undefined) select((now) => toggle(now, now.focus ?? 0))
    else if (event.key === 'Delete' && selection.ids.size > 0) actions.remove([...selection.ids])
    else if (event.key === 'f' && !mod && selection.ids.size > 0) actions.favourite([...selection.ids], true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      aria-multiselectable
      aria-label={t('library.photos')}
      aria-activedescendant={selection.focus === undefined ? undefined : `photo-${selection.focus}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize() + rest }} className={styles.content} role="presentation">
        {seen.map(({ index, start }) => {
          const item = items[index]
          if (!item) return null
          if (item.kind === 'month') {
            return (
              <MonthHeading
                key={`month-${item.month}`}
                top={start}
                month={item.month}
                photos={months.get(item.month)}
              />
            )
          }
          return (
            <div
              key={`row-${item.row.start}`}
              role="presentation"
              className={styles.row}
              style={{ top: start, height: item.row.height, left: padding, gap }}
            >
              {item.row.widths.map((width, i) => {
                const place = item.row.start + i
                const photo = photos[place]
                return (
                  <Cell
                    key={photo.id}
                    photo={photo}
                    width={width}
                    place={place + 1}
                    total={total}
                    selected={selection.ids.has(photo.id)}
                    active={selection.focus === photo.id}
                    inColour={inColour}
                    onChoose={choose}
                    onOpen={open}
                  />
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}
