import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import {
  epochRowSchema,
  metersSchema,
  progressSchema,
  trainingConfigurationSchema,
} from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { configurationV1Schema } from './configuration-v1.ts'

const name = 'run.json'

const runStateShape = {
  batch: z.int().positive(),
  fit: z.string(),
  validation: z.number(),
  data: z.string(),
  /** Hash or name of what training began from; null for new weights. */
  from: z.string().nullable(),
  /** Folder below the run's; null before the first. */
  checkpoint: z.string().nullable(),
  history: z.array(epochRowSchema),
}

/** What a run is and how far it has come; with the checkpoint it names, all that is needed to go on. */
const runStateSchema = z.object({
  format: z.literal('tintype-run'),
  formatVersion: z.literal(2),
  configuration: trainingConfigurationSchema,
  ...runStateShape,
  progress: progressSchema,
})
export type RunState = z.infer<typeof runStateSchema>

/** As runs of 0.1 are stored: epochs and photos done instead of steps. */
const runStateV1Schema = z
  .object({
    format: z.literal('tintype-run'),
    formatVersion: z.literal(1),
    plan: configurationV1Schema,
    ...runStateShape,
    /** Epochs done, and photos done of the one after. */
    epoch: z.int().nonnegative(),
    position: z.int().nonnegative(),
    /** Sums over those photos, and how long they took. */
    sums: metersSchema,
    seconds: z.number().nonnegative(),
  })
  .transform(({ plan, epoch, position, sums, seconds, ...rest }): RunState => {
    const before = rest.history.reduce((sum, row) => sum + row.seconds, 0)
    return {
      ...rest,
      formatVersion: 2,
      configuration: plan,
      progress: {
        step: (rest.history.at(epoch - 1)?.steps ?? 0) + Math.ceil(position / rest.batch),
        seconds: before + seconds,
        since: { photos: position, seconds, sums },
      },
    }
  })

/** What must be the same for a run to go on. */
export type RunIdentity = Pick<RunState, 'configuration' | 'batch' | 'fit' | 'validation' | 'data' | 'from'>

/**
 * The state in `folder`, or that of a new run.
 * @throws `bad-request` when the folder holds a run with other settings, `model-damaged` when it is unreadable.
 */
export async function openRun(folder: string, identity: RunIdentity): Promise<RunState> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  if (text === undefined) return newRun(identity)
  let state: RunState
  try {
    state = z.union([runStateSchema, runStateV1Schema]).parse(JSON.parse(text))
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
function differencesOf(
  { configuration, ...state }: RunState,
  { configuration: wanted, ...identity }: RunIdentity,
): string[] {
  return [
    ...unequalKeys(Object.keys(identity), identity, state),
    // What is left out on one side is a setting too.
    ...unequalKeys(Object.keys({ ...configuration, ...wanted }), wanted, configuration),
  ]
}

function unequalKeys(keys: readonly string[], wanted: object, found: object): string[] {
  const [one, other] = [wanted, found] as Record<string, unknown>[]
  return keys.filter((key) => !isDeepStrictEqual(one[key], other[key]))
}

function newRun(identity: RunIdentity): RunState {
  return {
    format: 'tintype-run',
    formatVersion: 2,
    ...identity,
    checkpoint: null,
    progress: { step: 0, seconds: 0, since: { photos: 0, seconds: 0, sums: {} } },
    history: [],
  }
}

/**
 * Replaces the state on disk, complete or not at all.
 * @throws `disk-full`, `output-unwritable`.
 */
export async function writeRun(folder: string, state: RunState): Promise<void> {
  await writeAtomically(join(folder, name), JSON.stringify(state, null, 2))
}
