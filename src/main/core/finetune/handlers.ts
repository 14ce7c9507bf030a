import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { Finetuning } from './app-finetuning.ts'

/** Calls about fine-tuning. */
export function finetuneHandlers(finetuning: Finetuning) {
  return {
    'finetune.current': () => ({ run: finetuning.current() }),
    'finetune.examine': async ({ ids }) => ({ id: await finetuning.examine(ids) }),
    'finetune.begin': async ({ id, ...chosen }) => {
      await finetuning.begin(id, chosen)
      return {}
    },
    'finetune.pause': async ({ id, paused }) => {
      await finetuning.pause(id, paused)
      return {}
    },
    'finetune.finish': ({ id }) => {
      finetuning.finish(id)
      return {}
    },
    'finetune.keep': async ({ id, name }) => ({ model: await finetuning.keep(id, name) }),
    'finetune.discard': async ({ id }) => {
      await finetuning.discard(id)
      return {}
    },
  } satisfies Partial<Handlers<AppContract>>
}
