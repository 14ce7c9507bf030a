import type { Gate, Summary } from '../evaluation-result.ts'
import type { Estimate } from '../summary/bootstrap.ts'

/** A candidate against the weights that ship now: same pictures, same run. */
export interface ModelComparison {
  /** Candidate minus baseline. */
  differences: Summary
  /** Candidate over baseline. */
  ratios: Summary
}

type Measured = Record<string, Estimate | undefined>

/** Two ways to be better; either will do. */
const better: ReadonlySet<string> = new Set(['closer', 'bolder'])

/**
 * The gates for shipped weights. With `l1`, the model trained without an adversary, also the two conditions
 * under which a checkpoint may be chosen. What only eyes can judge, the blind choice, is not among them.
 */
export function checkGates(
  candidate: Summary,
  { differences, ratios }: ModelComparison,
  l1?: Summary,
): Gate[] {
  const measured = {
    rmse: ratios.rmseAb,
    deltaE: ratios.deltaE2000,
    flip: ratios.flipDisagreement,
    cfGain: differences.cfRatio,
  }
  const { rmse, deltaE, flip, cfGain } = values(measured)
  const gates: Gate[] = [
    gate(
      'closer',
      'A, closer: RMSE ab at most .985, mean dE00 1.01 and flip disagreement 1.0 of it, CF ratio no lower',
      measured,
      rmse <= 0.985 && deltaE <= 1.01 && flip <= 1 && cfGain >= 0,
    ),
    gate(
      'bolder',
      'B, bolder: CF ratio higher by .06, RMSE ab at most 1.01, mean dE00 1.02 and flip disagreement 1.1 of it',
      measured,
      cfGain >= 0.06 && rmse <= 1.01 && deltaE <= 1.02 && flip <= 1.1,
    ),
    lightnessGate(candidate),
  ]
  return l1 ? [...gates, ...checkpointGates(candidate, l1)] : gates
}

/** Whether a candidate may be shown to eyes: one way to be better, and every other gate. */
export function hasPassed(gates: readonly Gate[]): boolean {
  const isBetter = gates.some(({ id, passed }) => better.has(id) && passed)
  return isBetter && gates.every(({ id, passed }) => better.has(id) || passed)
}

function lightnessGate({ lightnessDrift }: Summary): Gate {
  const measured = { drift: lightnessDrift }
  return gate('lightness', 'lightness drift below .5', measured, values(measured).drift < 0.5)
}

function checkpointGates({ cfRatio, flipDisagreement }: Summary, l1: Summary): Gate[] {
  const measured = { flip: flipDisagreement, l1Flip: l1.flipDisagreement }
  const { flip, l1Flip } = values(measured)
  return [
    gate(
      'checkpoint-colour',
      'CF ratio .65 to 1.05 (choosing a checkpoint)',
      { cf: cfRatio },
      within(values({ cf: cfRatio }).cf, 0.65, 1.05),
    ),
    gate(
      'checkpoint-flip',
      "flip disagreement below 1.3 of the L1 model's (choosing a checkpoint)",
      measured,
      flip < 1.3 * l1Flip,
    ),
  ]
}

/** Where the shipped weights should end; not reaching a goal bars nothing. */
export function goals(candidate: Summary, grey: Summary): Gate[] {
  const measured = { psnr: candidate.psnrRgb, grey: grey.psnrRgb }
  const { psnr, grey: floor } = values(measured)
  const error = { rmseOfGrey: candidate.rmseAbOfGrey, cf: candidate.cfRatio }
  const { rmseOfGrey, cf } = values(error)
  return [
    gate('psnr', 'PSNR at least grey + 1.6 dB', measured, psnr - floor >= 1.6),
    gate(
      'rmse',
      'RMSE ab at most .80 of grey at CF ratio at least .85',
      error,
      rmseOfGrey <= 0.8 && cf >= 0.85,
    ),
  ]
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high
}

/** NaN where it could not be measured, which passes no gate. */
function values<Name extends string>(measured: Record<Name, Estimate | undefined>): Record<Name, number> {
  const entries = Object.entries<Estimate | undefined>(measured)
  return Object.fromEntries(
    entries.map(([name, estimate]) => [name, estimate?.value ?? Number.NaN]),
  ) as Record<Name, number>
}

function gate(id: string, rule: string, measured: Measured, passed: boolean): Gate {
  const known = Object.entries(measured).filter(
    (entry): entry is [string, Estimate] => entry[1] !== undefined,
  )
  return { id, rule, measured: Object.fromEntries(known), passed }
}
