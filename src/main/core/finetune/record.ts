import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { datasetReportSchema, finetuneRunSchema } from '../../../shared/contract/finetune.ts'
import { idSchema } from '../../../shared/contract/library.ts'
import { wireErrorSchema } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { type PhotoReference, photoReferenceSchema } from '../training/photo-reference.ts'

const fileName = 'record.json'

/** In 0.1 others were files. */
const pathV1Schema = z.string().transform((path): PhotoReference => ({ path }))

/** What the app remembers of a run beside how far it has come. */
const recordSchema = z.preprocess(
  withReport,
  z.object({
    id: finetuneRunSchema.shape.id,
    /** Photos of the library to train on, and others whose colours should stay. */
    photos: z.array(idSchema),
    others: z.array(z.union([photoReferenceSchema, pathV1Schema])),
    report: datasetReportSchema.nullable(),
    name: finetuneRunSchema.shape.name,
    preset: finetuneRunSchema.shape.preset,
    base: finetuneRunSchema.shape.base,
    /** The user's wish, which outlives the program. */
    paused: z.boolean(),
    error: wireErrorSchema.nullable(),
  }),
)
export type FinetuneRecord = z.infer<typeof recordSchema>

/** Tintype 0.1 wrote the report as `fitness`. */
function withReport(stored: unknown): unknown {
  const { fitness, ...record } = z.looseObject({}).parse(stored)
  return fitness === undefined ? record : { ...record, report: fitness }
}

/** Folder of a run below the library's own for fine-tuning. */
export function runFolder(root: string, { id }: FinetuneRecord): string {
  return join(root, id)
}

export async function writeRecord(root: string, record: FinetuneRecord): Promise<void> {
  await mkdir(runFolder(root, record), { recursive: true })
  await writeAtomically(join(runFolder(root, record), fileName), JSON.stringify(record))
}

/** The record first: a run that is half removed must not come back. */
export async function removeRun(root: string, record: FinetuneRecord): Promise<void> {
  const folder = runFolder(root, record)
  await rm(join(folder, fileName), { force: true })
  await rm(folder, { recursive: true, force: true })
}

/**
 * The run that an earlier life of the program left. What is left of runs without a record is swept away;
 * a record that cannot be read now, as of a drive that fails, may be readable another time.
 */
export async function findRecord(root: string): Promise<FinetuneRecord | undefined> {
  for (const name of await readdir(root).catch(() => [])) {
    const found = await readRecord(join(root, name))
    if (found?.id === name) return found
    // What cannot be swept now keeps no library from opening.
    if (found === null) await rm(join(root, name), { recursive: true, force: true }).catch(() => {})
  }
  return undefined
}

/** `null` where there is none, `undefined` where it cannot be read. */
async function readRecord(folder: string): Promise<FinetuneRecord | null | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(join(folder, fileName), 'utf8')))
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? null : undefined
  }
}
