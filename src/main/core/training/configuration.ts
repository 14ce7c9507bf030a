import type { EngineId } from '../../../shared/contract/engine.ts'
import type { NetworkShape } from '../../../shared/contract/model.ts'
import type { TrainingConfiguration, TrainingRequest } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'

/** Adam as the tutorial sets it in each stage. */
const stageSettings = {
  pretrain: { rate: 1e-4, betas: [0.9, 0.999] },
  gan: { rate: 2e-4, betas: [0.5, 0.999] },
} as const

/** The tutorial's: the colour loss counts a hundredfold beside the adversarial one. */
const colourWeight = 100
const fullWidth = 64
const fullLevels = 8
/** The tutorial's baseline has dropout, its final generator has none. */
const baselineDropout = 0.5

/** How the network is trained. @param initial network of the model to begin from, where one is named */
export function configurationOf(
  request: TrainingRequest,
  initial: NetworkShape | undefined,
): TrainingConfiguration {
  const { stage, gan, loss, average, oldPhotos, size, seed } = request
  const { rate, betas } = stageSettings[stage]
  const network = networkOf(request, initial)
  return {
    network,
    loss,
    rate: request.rate ?? rate,
    betas: [...betas],
    dropout: request.dropout ?? (network.type === 'pix2pix-unet' ? baselineDropout : 0),
    average,
    oldPhotos,
    flip: true,
    size,
    seed,
    ...(stage === 'gan' && {
      adversarial: { loss: gan, colourWeight, filters: request.discriminatorFilters ?? fullWidth },
    }),
  }
}

/** The tutorial's batch where there is an engine for it; WebAssembly takes one photo at a time. */
export function batchOf({ batch }: TrainingRequest, engine: EngineId): number {
  return batch ?? (engine === 'wasm' ? 1 : 16)
}

function networkOf(request: TrainingRequest, initial: NetworkShape | undefined): NetworkShape {
  const { network, filters = fullWidth, levels = fullLevels } = request
  if (initial) {
    if (initial.type !== network) {
      throw new TintypeError(
        'model-foreign',
        `The model "${request.init}" is a ${initial.type}, and --network asks for ${network}.`,
      )
    }
    return initial
  }
  switch (network) {
    case 'pix2pix-unet':
      return { type: network, levels, filters }
    case 'resnet18-unet':
      return { type: network, filters }
    case 'tintype-mobile':
      throw new TintypeError(
        'bad-request',
        'tintype-mobile is trained on from a model: name one with --init, for example --init tintype-mobile.',
      )
  }
}
