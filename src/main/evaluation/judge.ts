import type { Gate, Summary } from './result.ts'
import type { MetricId } from './summary/metrics.ts'

/**
 * The gates for shipped weights: `candidate` against `baseline`, measured on the same pictures in the
 * same run. With `l1`, the model trained without an adversary, also the two conditions under which a
 * checkpoint may be chosen. What only eyes can judge, the contact sheet, is not among them.
 */
export function judge(candidate: Summary, baseline: Summary, l1?: Summary): Gate[] {
  const [cf, baselineCf] = [figure(candidate, 'cfRatio'), figure(baseline, 'cfRatio')]
  const [rmse, baselineRmse] = [figure(candidate, 'rmseAb'), figure(baseline, 'rmseAb')]
  const [deltaE, baselineDeltaE] = [figure(candidate, 'deltaE2000'), figure(baseline, 'deltaE2000')]
  const [flip, baselineFlip] = [figure(candidate, 'flipDisagreement'), figure(baseline, 'flipDisagreement')]
  const drift = figure(candidate, 'lightnessDrift')
  const gates: Gate[] = [
    gate(
      'colour',
      'CF ratio .75 to 1.05 with RMSE ab no worse, or RMSE ab at most .97 of it with CF ratio no lower',
      { cf, baselineCf, rmse, baselineRmse, rmseRatio: rmse / baselineRmse },
      (within(cf, 0.75, 1.05) && rmse <= baselineRmse) || (rmse <= 0.97 * baselineRmse && cf >= baselineCf),
    ),
    gate('delta-e', 'mean dE00 no worse', { deltaE, baselineDeltaE }, deltaE <= baselineDeltaE),
    gate('flip', 'flip disagreement over mean chroma no worse', { flip, baselineFlip }, flip <= baselineFlip),
    gate('lightness', 'lightness drift below .5', { drift }, drift < 0.5),
  ]
  return l1 ? [...gates, ...checkpointGates(cf, flip, figure(l1, 'flipDisagreement'))] : gates
}

function checkpointGates(cf: number, flip: number, l1Flip: number): Gate[] {
  return [
    gate('checkpoint-colour', 'CF ratio .65 to 1.05 (choosing a checkpoint)', { cf }, within(cf, 0.65, 1.05)),
    gate(
      'checkpoint-flip',
      "flip disagreement below 1.3 of the L1 model's (choosing a checkpoint)",
      { flip, l1Flip, flipRatio: flip / l1Flip },
      flip < 1.3 * l1Flip,
    ),
  ]
}

/** Where the shipped weights should end; not reaching a goal bars nothing. */
export function goals(candidate: Summary, grey: Summary): Gate[] {
  const cf = figure(candidate, 'cfRatio')
  const gain = figure(candidate, 'psnrRgb') - figure(grey, 'psnrRgb')
  const rmseOfGrey = figure(candidate, 'rmseAbOfGrey')
  return [
    gate('psnr', 'PSNR at least grey + 1.6 dB', { gain }, gain >= 1.6),
    gate(
      'rmse',
      'RMSE ab at most .80 of grey at CF ratio at least .85',
      { rmseOfGrey, cf },
      rmseOfGrey <= 0.8 && cf >= 0.85,
    ),
  ]
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high
}

/** NaN where it could not be measured, which passes no gate. */
function figure(summary: Summary, metric: MetricId): number {
  return summary[metric]?.value ?? Number.NaN
}

function gate(id: string, rule: string, numbers: Record<string, number>, passed: boolean): Gate {
  const measured = Object.fromEntries(Object.entries(numbers).filter(([, number]) => Number.isFinite(number)))
  return { id, rule, measured, passed }
}
