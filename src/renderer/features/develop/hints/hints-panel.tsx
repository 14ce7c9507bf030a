import { Copy, Group, Trash2, Ungroup, X } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../../lib/use-keys.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Panel } from '../../../ui/panel.tsx'
import panel from '../panels/panels.module.css'
import { HintMark } from './hint-mark.tsx'
import { HintPalettes } from './hint-palettes.tsx'
import styles from './hints-panel.module.css'
import { ReachChoice } from './reach-choice.tsx'
import { ToPalette } from './to-palette.tsx'
import { unitsOf } from './units.ts'
import { useHintWords } from './use-hint-words.ts'
import type { HintEditing } from './use-hints.ts'

/** All hints by name: to open, to select, and to do with the selected ones what is done on the photo by hand. */
export function HintsPanel({ hints }: { hints: HintEditing }) {
  const { t } = useTranslation()
  const { hints: list, hand, selected, select } = hints
  const units = unitsOf(list)
  // What has a use for the key itself, the picker, comes first; then what is in hand, and then what is selected.
  useKeys('esc', ({ target }) => {
    const isElsewhere = target instanceof Element && target.closest('[role=dialog]')
    if (hand.held && !isElsewhere) hand.hold(undefined)
    else select([])
  })
  const last = useRef(0)
  /** With Ctrl or a checkbox one more or one less, with Shift all from the last one. */
  const toggle = (number: number, isRange: boolean) => {
    const unit = units[number]
    const [from, to] = [Math.min(last.current, number), Math.max(last.current, number)]
    last.current = number
    if (isRange) return select([...selected, ...units.slice(from, to + 1).flat()])
    const others = selected.filter((index) => !unit.includes(index))
    select(others.length < selected.length ? others : [...selected, ...unit])
  }
  const isGroup = (unit: readonly number[]) => unit.length > 1
  const names = units.map((unit, number) =>
    isGroup(unit)
      ? t('develop.hints.groupItem', { number: 1 + units.slice(0, number).filter(isGroup).length })
      : t('develop.hints.item', { number: unit[0] + 1 }),
  )
  return (
    <Panel title={t('develop.hints.title')}>
      {list.length === 0 && <p className={panel.quiet}>{t('develop.hints.empty')}</p>}
      <ul>
        {units.map((unit, number) => (
          <Unit
            // biome-ignore lint/suspicious/noArrayIndexKey: hints have no name but their number
            key={number}
            unit={unit}
            name={names[number]}
            hints={hints}
            onToggle={(isRange) => toggle(number, isRange)}
          />
        ))}
      </ul>
      {list.length > 0 && <Selected hints={hints} units={units} />}
      {(list.length > 0 || hand.held) && hints.chosen === undefined && <ReachChoice hints={hints} />}
      <HintPalettes hints={list} />
      {units.length > 1 && (
        <Button onClick={() => hints.remove(list.map((_, index) => index))}>
          {t('develop.hints.removeAll')}
        </Button>
      )}
    </Panel>
  )
}

interface UnitProps {
  unit: readonly number[]
  name: string
  hints: HintEditing
  onToggle: (isRange: boolean) => void
}

/** A hint, or a group with its hints below. */
function Unit({ unit, name, hints, onToggle }: UnitProps) {
  const { t } = useTranslation()
  const isSelected = hints.selected.includes(unit[0])
  const open = (index: number) => (event: MouseEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) onToggle(event.shiftKey)
    else hints.choose(index)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.key !== 'Delete') return
    event.preventDefault()
    // This one alone, not all that are selected.
    event.stopPropagation()
    remove(event.currentTarget)
  }
  // The next one takes this one's place, and the focus with it; the last one has none.
  const remove = (row: Element | null) => {
    if (!row?.nextElementSibling) row?.previousElementSibling?.querySelector('button')?.focus()
    hints.remove(unit)
  }
  return (
    <li className={styles.unit} data-selected={isSelected || undefined} onKeyDown={onKeyDown}>
      <div className={panel.line}>
        <input
          type="checkbox"
          className={styles.check}
          aria-label={t('develop.hints.select', { name })}
          checked={isSelected}
          onChange={() => onToggle(false)}
        />
        {unit.length > 1 ? (
          <span className={styles.group}>{name}</span>
        ) : (
          <Row index={unit[0]} name={name} hints={hints} onOpen={open(unit[0])} />
        )}
        <IconButton
          label={t('develop.hints.remove', { name })}
          icon={X}
          onClick={({ currentTarget }) => remove(currentTarget.closest('li'))}
        />
      </div>
      {unit.length > 1 && (
        <ul aria-label={name} className={styles.members}>
          {unit.map((index) => (
            <li key={index} className={panel.line}>
              <Row
                index={index}
                name={t('develop.hints.item', { number: index + 1 })}
                hints={hints}
                onOpen={open(index)}
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface RowProps {
  index: number
  name: string
  hints: HintEditing
  onOpen: (event: MouseEvent) => void
}

function Row({ index, name, hints, onOpen }: RowProps) {
  const wordsOf = useHintWords()
  const hint = hints.hints[index]
  return (
    <button type="button" className={panel.open} aria-keyshortcuts="Delete" onClick={onOpen}>
      <HintMark hint={hint} />
      <span className={styles.name}>{name}</span>
      <span className={styles.words}>{wordsOf(hint)}</span>
    </button>
  )
}

/** What can be done with the selected hints. */
function Selected({ hints, units }: { hints: HintEditing; units: readonly (readonly number[])[] }) {
  const { t } = useTranslation()
  const { selected } = hints
  const chosen = units.filter(([first]) => selected.includes(first))
  const copy = () => selected.length > 0 && hints.copy(selected)
  const group = () => chosen.length > 1 && hints.group(selected)
  const isGrouped = chosen.some((unit) => unit.length > 1)
  const ungroup = () => isGrouped && hints.ungroup(selected)
  const remove = () => selected.length > 0 && hints.remove(selected)
  useKeys('delete', remove)
  useKeys('mod+d', copy, { preventDefault: true })
  useKeys('mod+g', group, { preventDefault: true })
  useKeys('mod+shift+g', ungroup, { preventDefault: true })
  return (
    <div role="toolbar" aria-label={t('develop.hints.selected')} className={styles.selected}>
      <span className={panel.quiet}>{t('develop.hints.count', { count: chosen.length })}</span>
      <div className={styles.actions}>
        <ToPalette hints={selected.map((index) => hints.hints[index])} />
        <IconButton
          label={t('develop.hints.group')}
          keys="Ctrl G"
          icon={Group}
          disabled={chosen.length < 2}
          onClick={group}
        />
        <IconButton
          label={t('develop.hints.ungroup')}
          keys="Ctrl Shift G"
          icon={Ungroup}
          disabled={!isGrouped}
          onClick={ungroup}
        />
        <IconButton
          label={t('develop.hints.copy')}
          keys="Ctrl D"
          icon={Copy}
          disabled={selected.length === 0}
          onClick={copy}
        />
        <IconButton
          label={t('develop.hints.removeSelected')}
          keys="Del"
          icon={Trash2}
          disabled={selected.length === 0}
          onClick={remove}
        />
      </div>
    </div>
  )
}
