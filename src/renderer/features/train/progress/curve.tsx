import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/format.ts'
import { pathOf, type Sample, scaleOf } from './curve-geometry.ts'
import styles from './curves.module.css'

interface CurveProps {
  title: string
  samples: readonly Sample[]
  /** Steps at the right edge. */
  total: number
  /** Value to compare with, as a dashed line. */
  from?: number | undefined
  /** The sample that counts, as a dot. */
  best?: Sample | undefined
  /** What the curve says, in words. */
  words: string
}

const box = { width: 100, height: 40 }

/** One value over the steps. The words below it say the same to whoever does not see it. */
export function Curve({ title, samples, total, from, best, words }: CurveProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const values = samples.map(({ value }) => value)
  const scale = scaleOf(from === undefined ? values : [...values, from], total, box)
  return (
    <figure className={styles.curve}>
      <h3>{title}</h3>
      <div className={styles.plot} aria-hidden>
        <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" role="presentation">
          {from !== undefined && <path className={styles.from} d={`M0 ${scale.y(from)}H${box.width}`} />}
          <path className={styles.line} d={pathOf(samples, scale)} />
          {best && <path className={styles.best} d={`M${scale.x(best.step)} ${scale.y(best.value)}h0`} />}
        </svg>
        <span className={styles.most}>{formats.number(scale.most, 2)}</span>
        <span className={styles.least}>{formats.number(scale.least, 2)}</span>
        <span className={styles.end}>{t('train.curves.axis', { total: formats.number(total) })}</span>
      </div>
      <figcaption>{words}</figcaption>
    </figure>
  )
}
