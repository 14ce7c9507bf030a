import { Slider as Primitive } from 'radix-ui'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './slider.module.css'

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step: number
  /** A double click on the slider or its name goes back to this. */
  usual: number
  onChange: (value: number) => void
  /** The user let go: worth a step of the history. */
  onCommit: (value: number) => void
}

/** A named slider with its value to type in. */
export function Slider({ label, value, min, max, step, usual, onChange, onCommit }: SliderProps) {
  const id = useId()
  const reset = () => {
    onChange(usual)
    onCommit(usual)
  }
  return (
    <div className={styles.field}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: typing and Home reach the usual value, too */}
      <span id={id} className={styles.label} onDoubleClick={reset}>
        {label}
      </span>
      <TypedValue label={label} value={value} min={min} max={max} step={step} onEnter={onCommit} />
      <Primitive.Root
        className={styles.root}
        value={[value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => onChange(next)}
        onValueCommit={([next]) => onCommit(next)}
        onDoubleClick={reset}
      >
        <Primitive.Track className={styles.track}>
          <span className={styles.usual} style={{ left: `${((usual - min) / (max - min)) * 100}%` }} />
        </Primitive.Track>
        <Primitive.Thumb className={styles.thumb} aria-labelledby={id} />
      </Primitive.Root>
    </div>
  )
}

interface TypedValueProps extends Pick<SliderProps, 'label' | 'value' | 'min' | 'max' | 'step'> {
  onEnter: (value: number) => void
}

function TypedValue({ label, value, min, max, step, onEnter }: TypedValueProps) {
  const { i18n } = useTranslation()
  const [typed, setTyped] = useState<string>()
  const enter = () => {
    const next = Number(typed?.replace(',', '.'))
    if (typed !== undefined && typed.trim() !== '' && Number.isFinite(next)) {
      onEnter(Math.min(max, Math.max(min, next)))
    }
    setTyped(undefined)
  }
  const digits = step < 1 ? 2 : 0
  const shown = value.toLocaleString(i18n.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return (
    <input
      className={styles.value}
      aria-label={label}
      inputMode="decimal"
      value={typed ?? shown}
      onChange={({ target }) => setTyped(target.value)}
      onFocus={({ target }) => target.select()}
      onBlur={enter}
      onKeyDown={({ key }) => {
        if (key === 'Enter') enter()
        if (key === 'Escape') setTyped(undefined)
      }}
    />
  )
}
