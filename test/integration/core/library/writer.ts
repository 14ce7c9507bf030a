import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Connection } from '../../../../src/main/core/library/connection.ts'
import { configure } from '../../../../src/main/core/library/database.ts'
import { type FoundFile, openLibrary, type PhotoInfo } from '../../../../src/main/core/library/index.ts'
import { migrate, planMigration } from '../../../../src/main/core/library/migrate.ts'
import { migrations } from '../../../../src/main/core/library/migrations/index.ts'
import { usualAdjustments } from '../../../../src/shared/recipe.ts'

/**
 * Writes into a library until it is killed. `folder hold`: stops in the middle of a transaction;
 * `folder loop`: ten photos, their job and one version at a time; `folder migrate`: stops in the transaction that
 * brings the library up to date, when all its steps are done.
 */
const [folder, mode] = process.argv.slice(2)
const say = (text: string): void => void writeSync(1, `${text}\n`)

/** The kill comes before it ends. */
const wait = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)

if (mode === 'migrate') {
  const connection = new Connection(join(folder, 'library.sqlite'))
  configure(connection)
  const last = {
    version: migrations.at(-1)!.version + 10,
    up: () => {
      say('inside')
      wait()
    },
  }
  migrate(connection, planMigration(connection, [...migrations, last]))
}

const library = await openLibrary(folder)
const store = library.jobs({ task: z.object({ kind: z.string(), round: z.number() }), outcome: z.number() })
const info: PhotoInfo = {
  ...{ format: 'jpeg', width: 1, height: 1, depth: 8, orientation: 1, colour: null },
  ...{ taken: null, camera: null, caption: null },
}
const ab = (round: number) => ({ data: new Float32Array(2).fill(round % 100), width: 1, height: 1 })
const recipe = {
  model: 'm',
  size: 256,
  flipAveraged: false,
  hints: [],
  adjustments: usualAdjustments,
} as const
const origin = { revision: '1', weights: 'w', own: false }

function enter(round: number): number {
  const files = Array.from({ length: 10 }, (_, index): FoundFile => {
    const path = `/photos/${process.pid}/${round}/${index}.jpg`
    return { path, hash: path, bytes: 1, modified: 1, pages: [info] }
  })
  return library.intake.enter(files)[0].id
}

if (mode === 'hold') {
  enter(0)
  library.transaction(() => {
    for (let round = 1; round < 100; round += 1) enter(round)
    say('inside')
    wait()
  })
}

store.requeueInterrupted()
say('ready')
for (let round = 0; ; round += 1) {
  store.add([{ kind: 'colorize', round }])
  const job = store.take()!
  store.move(job.id, 'written')
  store.move(job.id, 'verified')
  library.transaction(() => {
    const photo = enter(round)
    library.versions.add({ photo, ab: ab(round), recipe: { ...recipe, hints: [] }, origin })
    store.move(job.id, 'done', { outcome: photo })
  })
}
