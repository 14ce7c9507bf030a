import { ShieldCheck } from 'lucide-react'
import type { Hint } from '../../../../shared/contract/engine.ts'
import panel from '../panels/panels.module.css'
import { cssColour } from './swatches.ts'

/** L* of the swatches in the list. */
const swatchLightness = 60

/** The colour of a hint, or the sign of one that keeps what is there. */
export function HintMark({ hint }: { hint: Hint }) {
  if (hint.keeps) return <ShieldCheck size={16} aria-hidden className={panel.sign} />
  return <span className={panel.swatch} style={{ background: cssColour(swatchLightness, hint) }} />
}
