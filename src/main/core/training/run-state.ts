import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { epochRowSchema, metersSchema, trainingPlanSchema } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { replaceFile } from '../files/replace-file.ts'

const name = 'run.json'

/** What a run is and how far it has come; with the checkpoint it names, all that is needed to go on. */
const runStateSchema = z.object({
  format: z.literal('tintype-run'),
  formatVersion: z.literal(1),
  plan: trainingPlanSchema,
  batch: z.int().positive(),
  fit: z.string(),
  validation: z.number(),
  data: z.string(),
  /** Hash or name of what training began from; null for new weights. */
  from: z.string().nullable(),
  /** Folder below the run's; null before the first. */
  checkpoint: z.string().nullable(),
  /** Epochs done, and photos done of the one after. */
  epoch: z.int().nonnegative(),
  position: z.int().nonnegative(),
  /** Sums over those photos, and how long they took. */
  sums: metersSchema,
  seconds: z.number().nonnegative(),
  history: z.array(epochRowSchema),
})
export type RunState = z.infer<typeof runStateSchema>

/** What must be the same for a run to go on. */
export type RunIdentity = Pick<RunState, 'plan' | 'batch' | 'fit' | 'validation' | 'data' | 'from'>

/**
 * The state in `folder`, or that of a new run.
 * Errors: `bad-request` when the folder holds a run with other settings, `model-damaged` when it is unreadable.
 */
export async function openRun(folder: string, identity: RunIdentity): Promise<RunState> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  if (text === undefined) return newRun(identity)
  let state: RunState
  try {
    state = runStateSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new TintypeError('model-damaged', `${join(folder, name)} is damaged. Choose another --out.`, {
      cause,
    })
  }
  const changed = differencesOf(state, identity)
  if (changed.length > 0) {
    throw new TintypeError(
      'bad-request',
      `${folder} holds a run with other settings (${changed.join(', ')}). Choose another --out, or the same settings to go on with it.`,
    )
  }
  return state
}

/** Names of the settings that are not the same. */
function differencesOf({ plan, ...state }: RunState, { plan: wanted, ...identity }: RunIdentity): string[] {
  return [...unequalKeys(identity, state), ...unequalKeys(wanted, plan)]
}

function unequalKeys<T extends object>(wanted: T, found: T): string[] {
  return (Object.keys(wanted) as (keyof T & string)[]).filter(
    (key) => !isDeepStrictEqual(wanted[key], found[key]),
  )
}

function newRun(identity: RunIdentity): RunState {
  return {
    format: 'tintype-run',
    formatVersion: 1,
    ...identity,
    checkpoint: null,
    epoch: 0,
    position: 0,
    sums: {},
    seconds: 0,
    history: [],
  }
}

/** Replaces the state on disk, complete or not at all. Errors: `disk-full`, `output-unwritable`. */
export async function writeRun(folder: string, state: RunState): Promise<void> {
  await replaceFile(join(folder, name), JSON.stringify(state, null, 2))
}
