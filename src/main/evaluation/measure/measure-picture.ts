import type { ComposeSettings, Picture } from '../../../shared/contract/imaging.ts'
import type { AbMap, LChannel, Rgb } from '../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { EvaluateOptions } from '../evaluation-options.ts'
import { type HintedPicture, studyHints } from '../hints/hint-study.ts'
import { meanChroma, meanSquaredErrorAb } from '../metrics/ab.ts'
import { colourfulness } from '../metrics/colourfulness.ts'
import { meanDeltaE2000 } from '../metrics/delta-e-2000.ts'
import { flipDistance, mirror } from '../metrics/flip.ts'
import { lightnessDrift } from '../metrics/lightness.ts'
import { meanSquaredError, psnr } from '../metrics/psnr.ts'
import { labOf } from '../metrics/rgb-to-lab.ts'
import { type SsimReference, ssim, ssimReference } from '../metrics/ssim.ts'
import type { Photo } from '../photos/photo.ts'
import type { EvaluationTools } from '../tools.ts'
import type { FrechetStudy } from './frechet-study.ts'
import type { PictureResult, RowValues } from './picture-result.ts'
import { type Ab, referenceRows } from './reference-rows.ts'

/** The true picture, made ready to be compared with several others. */
interface Truth {
  rgb: Rgb
  png: Picture
  lab: Float32Array
  ssim: SsimReference
}

/** Reference rows are composed plainly, whatever the models' settings. */
const plainly: ComposeSettings = { upsampling: 'bilinear' }

/** One photograph through every row. @throws those of the imaging and engine calls. */
export async function measurePicture(
  { name, picture }: Photo,
  datasetMean: Ab,
  options: EvaluateOptions,
  tools: EvaluationTools,
  frechet?: FrechetStudy,
): Promise<PictureResult> {
  const { rgb, png } = await tools.imaging.centreSquare({ picture, size: options.size })
  const truth: Truth = { rgb, png, lab: labOf(rgb), ssim: ssimReference(rgb) }
  const { signed, absolute } = colourfulness(rgb.data)
  await frechet?.addTruth(name, rgb)
  const rows: Record<string, RowValues> = {}
  const colour = async (row: string, ab: AbMap, settings: ComposeSettings): Promise<RowValues> => {
    const coloured = await compose(truth, ab, settings, tools)
    await frechet?.addRow(row, coloured)
    return compare(coloured, truth)
  }
  for (const { id, map } of referenceRows) {
    const ab = map({ lab: truth.lab, side: rgb.width, datasetMean })
    rows[id] = await colour(id, ab, plainly)
  }
  const l = await networkInput(truth, options, tools)
  const mirrored = mirror(l)
  const hinted: HintedPicture[] = []
  for (const model of tools.models) {
    const { ab } = await tools.engine.predict({ l, model })
    const { ab: ofMirrored } = await tools.engine.predict({ l: mirrored, model })
    rows[model.id] = {
      ...(await colour(model.id, ab, options.settings)),
      flipDistance: flipDistance(ab, ofMirrored),
      chroma: meanChroma(ab.data),
    }
    if (options.hints) {
      const square = { lab: truth.lab, side: rgb.width }
      const plan = { counts: options.hints, seed: options.seed }
      const measure = async (map: AbMap) => {
        const coloured = await compose(truth, map, options.settings, tools)
        return errorsOf(coloured, labOf(coloured), truth)
      }
      hinted.push(...(await studyHints({ name, l, truth: square }, model, plan, tools, measure)))
    }
  }
  const ofTruth = { colourfulness: signed, colourfulnessAbsolute: absolute }
  return { name, side: rgb.width, truth: ofTruth, rows, ...(options.hints && { hints: hinted }) }
}

async function networkInput(
  { png, rgb, lab }: Truth,
  { networkSize }: EvaluateOptions,
  { lightnessOf }: EvaluationTools,
): Promise<LChannel> {
  if (networkSize !== 'native') return lightnessOf(png, networkSize)
  const { width, height } = rgb
  return { data: Float32Array.from({ length: width * height }, (_, i) => lab[i * 3]), width, height }
}

async function compose(
  { png, rgb }: Truth,
  ab: AbMap,
  settings: ComposeSettings,
  { imaging }: EvaluationTools,
): Promise<Rgb> {
  const composed = await imaging.composePixels({ picture: png, ab, settings })
  if (composed.width !== rgb.width || composed.height !== rgb.height) {
    throw new TintypeError('internal', 'The composed picture has another size than the truth.')
  }
  return composed
}

/** What a study of hints asks of a picture: a fraction of what `compare` costs. */
function errorsOf(rgb: Rgb, lab: Float32Array, truth: Truth): Pick<RowValues, 'mseAb' | 'psnrRgb'> {
  return {
    mseAb: meanSquaredErrorAb(lab, truth.lab),
    psnrRgb: psnr(meanSquaredError(rgb.data, truth.rgb.data)),
  }
}

function compare(rgb: Rgb, truth: Truth): RowValues {
  const lab = labOf(rgb)
  const { mseAb, psnrRgb } = errorsOf(rgb, lab, truth)
  const { signed, absolute } = colourfulness(rgb.data)
  return {
    psnrRgb,
    psnrAb: psnr(mseAb),
    mseAb,
    deltaE2000: meanDeltaE2000(lab, truth.lab),
    ssim: ssim(ssimReference(rgb), truth.ssim),
    lightnessDrift: lightnessDrift(lab, truth.lab),
    colourfulness: signed,
    colourfulnessAbsolute: absolute,
  }
}
