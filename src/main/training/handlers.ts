import type { TrainingContract } from '../../shared/contract/training.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import type { Backend } from '../nn/backends/backend.ts'
import { registerGradients } from '../nn/backends/gradients.ts'
import { recognised } from '../nn/memory.ts'
import { writeBackbone } from '../nn/weights/backbone.ts'
import { TrainingSession } from './session.ts'

/** What an engine process that trains answers. */
export function trainingHandlers({ facts, tf }: Backend): Handlers<TrainingContract> {
  registerGradients(tf)
  const session = new TrainingSession(tf)
  return {
    describe: () => facts,
    begin: (args) => recognised(() => session.begin(args)),
    step: (args) => recognised(() => session.step(args)),
    validate: (args) => recognised(() => session.validate(args)),
    drift: (args) => recognised(() => session.drift(args)),
    save: (args) => session.save(args),
    exportModel: (args) => session.exportModel(args),
    exportTuned: (args) => session.exportTuned(args),
    importBackbone: async ({ file, folder, id, seed }) => {
      await writeBackbone(file, folder, id, seed)
      return {}
    },
  }
}
