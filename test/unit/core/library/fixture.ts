import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Connection } from '../../../../src/main/core/library/connection.ts'
import { configure } from '../../../../src/main/core/library/database.ts'
import {
  type FoundFile,
  Library,
  type ModelOrigin,
  type PhotoInfo,
} from '../../../../src/main/core/library/index.ts'
import { layOut } from '../../../../src/main/core/library/layout.ts'
import { migrate, planMigration } from '../../../../src/main/core/library/migrate.ts'
import { migrations } from '../../../../src/main/core/library/migrations/index.ts'
import { type Recipe, recipeSchema } from '../../../../src/shared/contract/library.ts'
import type { AbMap } from '../../../../src/shared/contract/pixels.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tintype-library-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A database in memory, at the newest version or an older one. */
export function databaseAt(version = migrations.at(-1)!.version): Connection {
  const connection = new Connection(':memory:')
  configure(connection)
  upTo(connection, version)
  onTestFinished(() => connection.close())
  return connection
}

/** Takes a database on to a version. */
export function upTo(connection: Connection, version: number): void {
  const steps = migrations.filter((step) => step.version <= version)
  migrate(connection, planMigration(connection, steps))
}

/** A library whose database is in memory; maps lie in a temporary folder. */
export function libraryInMemory(): { library: Library; connection: Connection } {
  const connection = databaseAt()
  const layout = layOut(temporaryFolder())
  return {
    connection,
    library: new Library(layout, { connection, opening: { how: 'created' }, isNotBackedUp: true }, () => {}),
  }
}

const plain = {
  format: 'jpeg',
  width: 4,
  height: 3,
  depth: 8,
  orientation: 1,
  colour: 'grey',
  taken: null,
  camera: null,
  caption: null,
} as const

/** A readable file; its content is its path unless told. */
export function picture(path: string, { hash = path, ...info }: Partial<PhotoInfo> & { hash?: string } = {}) {
  return { path, hash, bytes: 10, modified: 1000, pages: [{ ...plain, ...info }] } satisfies FoundFile
}

/** Enters pictures by path. @returns their ids */
export function enter(library: Library, ...paths: string[]): number[] {
  return library.intake.enter(paths.map((path) => picture(path))).map(({ id }) => id)
}

export const origin: ModelOrigin = { revision: '1', weights: 'f'.repeat(64), own: false }

export function recipe(changes: Partial<Recipe> = {}): Recipe {
  return recipeSchema.parse({ model: 'tintype-mobile', size: 256, adjustments: {}, ...changes })
}

export function flat(value: number, width = 3, height = 2): AbMap {
  return { data: new Float32Array(width * height * 2).fill(value), width, height }
}

/** The steps of SQLite's plan for a query. */
export function planOf(connection: Connection, sql: string, bound: Record<string, string | number | null>) {
  return connection
    .query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(bound as Record<string, string | number>)
    .map(({ detail }) => detail)
}
