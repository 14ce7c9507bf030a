import type { EpochRow, MeterName } from '../../../shared/contract/training.ts'

/** Curves of a run by name: each meter, and the figures on the photos held out. */
export function curvesOf(history: readonly EpochRow[]): Map<string, number[]> {
  const curves = new Map<string, number[]>()
  for (const name of Object.keys(history[0]?.meters ?? {}) as MeterName[]) {
    curves.set(
      name,
      history.map(({ meters }) => meters[name] ?? Number.NaN),
    )
  }
  const held = (name: keyof EpochRow['validation']) => history.map(({ validation }) => validation[name])
  return curves
    .set('validation_L1_ab', held('l1'))
    .set('validation_RMSE_ab', held('rmse'))
    .set('validation_chroma_ratio', held('chromaRatio'))
}

/** `log.csv`: a line an epoch. */
export function logOf(history: readonly EpochRow[]): string {
  const curves = curvesOf(history)
  const header = ['epoch', 'steps', 'seconds', ...curves.keys()]
  const lines = history.map(({ epoch, steps, seconds }, i) =>
    [
      epoch,
      steps,
      seconds.toFixed(3),
      ...[...curves.values()].map((values) => values[i].toPrecision(9)),
    ].join(),
  )
  return `${[header.join(), ...lines].join('\n')}\n`
}
