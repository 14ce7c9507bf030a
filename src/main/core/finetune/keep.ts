import { join } from 'node:path'
import type { FinetuneResult } from '../../../shared/contract/finetune.ts'
import { bestFolder } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { importModel } from '../models/install.ts'
import { describeModel, readModelFolder } from '../models/model-folder.ts'
import type { InstalledModel } from '../models/registry.ts'

/**
 * Installs what a run in `folder` made, under a name.
 * @throws `nothing-gained` where no step was better than the base; as `importModel`.
 */
export async function keepModel(
  folder: string,
  result: FinetuneResult,
  name: string,
): Promise<InstalledModel> {
  if (result.step === 0) {
    throw new TintypeError(
      'nothing-gained',
      'Nothing was gained: the base model does as well on the photographs held out.',
    )
  }
  const best = join(folder, bestFolder(result.step))
  const draft = await readModelFolder(best)
  if (!draft?.file.tuned) {
    throw new TintypeError('model-missing', `${best} is missing. Discard this fine-tuning and begin anew.`)
  }
  await describeModel(best, { ...draft.file, tuned: { ...draft.file.tuned, result } })
  return importModel(best, { title: name })
}
