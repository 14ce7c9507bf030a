import { ShieldCheck } from 'lucide-react'
import type { Hint } from '../../../../shared/contract/engine.ts'
import panel from '../panels/panels.module.css'
import { usePainting } from './paint.tsx'

/** The colour of a hint, or the sign of one that keeps what is there. */
export function HintMark({ hint }: { hint: Hint }) {
  const { paint } = usePainting()
  if (hint.keeps) return <ShieldCheck size={16} aria-hidden className={panel.sign} />
  return <span className={panel.swatch} style={{ background: paint(hint, hint) }} />
}
