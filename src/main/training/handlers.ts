import type { z } from 'zod'
import type { TrainingContract } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import type { Backend } from '../nn/backends/backend.ts'
import { registerGradients } from '../nn/backends/gradients.ts'
import { recognised } from '../nn/memory.ts'
import { writeBackbone } from '../nn/write-backbone.ts'
import { toTensors } from './augment.ts'
import { callbacksOf } from './callbacks.ts'
import { runFit } from './fit.ts'
import { openTrainer } from './open-trainer.ts'
import { Prefetcher } from './prefetch.ts'
import type { Trainer } from './trainer.ts'
import { evaluate } from './validate.ts'

type Arguments<Name extends keyof TrainingContract> = z.output<TrainingContract[Name]['args']>

/** What the training process answers. */
export function trainingHandlers({ info, tf }: Backend): Handlers<TrainingContract> {
  registerGradients(tf)

  /** A network for one call. */
  async function withTrainer<T>(
    { configuration, from }: Pick<Arguments<'fit'>, 'configuration' | 'from'>,
    photoSize: number,
    use: (trainer: Trainer) => Promise<T>,
  ): Promise<T> {
    return recognised(async () => {
      const trainer = await openTrainer(tf, configuration, from, photoSize)
      try {
        return await use(trainer)
      } finally {
        trainer.dispose()
      }
    })
  }

  return {
    describe: () => info,
    fit: (fit, parent) => {
      const { training, evaluation, model, configuration } = fit
      if ((fit.rehearsal || evaluation.drift || model.keep === 'best') && !configuration.tuning) {
        throw new TintypeError(
          'bad-request',
          'Without fine-tuning there is no base to rehearse or to differ from.',
        )
      }
      return withTrainer(fit, training.photos.size, async (trainer) => {
        const trained = [...trainer.generator.weights.trained.values()]
        const parameters = trained.reduce((sum, { size }) => sum + size, 0)
        await parent.begun({ parameters, step: fit.progress.step })
        return runFit(trainer, fit, parent, callbacksOf(fit, parent))
      })
    },
    evaluate: ({ configuration, model, photos, samples }) =>
      withTrainer({ configuration, from: { model } }, photos.size, (trainer) =>
        evaluate(trainer, photos, samples),
      ),
    measure: (args) => withTrainer(args, args.training.photos.size, (trainer) => measure(trainer, args)),
    importBackbone: async ({ file, folder, id, seed }) => {
      await writeBackbone(file, folder, id, seed)
      return {}
    },
  }
}

async function measure(
  trainer: Trainer,
  { evaluated, steps, ...source }: Arguments<'measure'>,
): Promise<{ step: number; photo: number }> {
  const batches = new Prefetcher(source)
  try {
    let fastest = Number.POSITIVE_INFINITY
    for (let step = 0; step < steps; step++) {
      const start = performance.now()
      const values = await batches.batch(step)
      const batch = toTensors(trainer.tf, values)
      trainer.step(batch, values.rehearsed)
      trainer.tf.dispose([batch.l, batch.ab])
      fastest = Math.min(fastest, (performance.now() - start) / 1000)
    }
    const start = performance.now()
    await evaluate(trainer, evaluated, 0)
    return { step: fastest, photo: (performance.now() - start) / 1000 / evaluated.indices.length }
  } finally {
    await batches.close()
  }
}
