import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { z } from 'zod'
import {
  type FoundFile,
  type Library,
  type LibraryQuery,
  openLibrary,
} from '../../src/main/core/library/index.ts'
import { adjustmentsSchema } from '../../src/shared/contract/library.ts'

/**
 * Times the library with a generated collection in a temporary folder; no picture is read.
 * `node scripts/bench/library.ts [--photos 100000] [--keep]`
 */
const { values } = parseArgs({ options: { photos: { type: 'string' }, keep: { type: 'boolean' } } })
const total = Number(values.photos ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'tintype-bench-'))
const page = 200
const perTransaction = 500

const random = xoroshiro128plus(1839)
const below = (limit: number): number => uniformInt(random, 0, limit - 1)
const chance = (percent: number): boolean => below(100) < percent
const pick = <T>(items: readonly T[]): T => items[below(items.length)]

const families = 'Berg Ferrari Kowalski Lindqvist Moreau Nguyen Okafor Silva Weiß Łukasik'.split(' ')
const events = 'Hochzeit garden picnic school Kommunion farm seaside regiment Zdjęcia atelier'.split(' ')
const words = Array.from({ length: 3000 }, (_, index) => `${pick(events)}${index.toString(36)}`)

function generated(index: number): FoundFile {
  const year = 1880 + below(90)
  const folder = join('/pictures/Scans', pick(families), `Box ${below(60)}`)
  const month = String(1 + below(12)).padStart(2, '0')
  return {
    path: join(folder, `${pick(events)} ${index}.tif`),
    hash: index.toString(16).padStart(64, '0'),
    bytes: 40_000_000,
    modified: 1.7e12,
    pages: [
      {
        format: 'tiff',
        width: 4000,
        height: 3000,
        depth: 16,
        orientation: 1,
        colour: pick(['grey', 'grey', 'toned', 'colour'] as const),
        taken: chance(70)
          ? { date: chance(50) ? `${year}` : `${year}-${month}-14`, source: 'metadata' }
          : null,
        camera: chance(30) ? `Scanner V${below(900)}` : null,
        caption: chance(60)
          ? `${pick(families)} ${pick(events)} ${pick(words)} ${pick(words)} ${year}`
          : null,
      },
    ],
  }
}

interface Line {
  what: string
  result: string
  target?: string
}
const lines: Line[] = []

/** Median and worst of some runs, in milliseconds. */
function timed(what: string, work: () => unknown, target?: string, runs = 9): void {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  const [median, worst] = [times[runs >> 1], times[runs - 1]].map((time) => time.toFixed(1))
  lines.push({ what, result: `${median} ms (worst of ${runs}: ${worst})`, ...(target && { target }) })
}

function rated(what: string, count: number, work: () => unknown, target?: string): void {
  const start = performance.now()
  work()
  const seconds = (performance.now() - start) / 1000
  lines.push({ what, result: `${Math.round(count / seconds)} /s`, ...(target && { target }) })
}

async function waited<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  lines.push({ what, result: `${(performance.now() - start).toFixed(0)} ms` })
  return result
}

function fill(library: Library): void {
  rated(
    `import bookkeeping, ${perTransaction} a transaction`,
    total,
    () => {
      for (let start = 0; start < total; start += perTransaction) {
        const count = Math.min(perTransaction, total - start)
        const files = Array.from({ length: count }, (_, offset) => generated(start + offset))
        library.intake.enter(files, { root: '/pictures/Scans', exists: () => true, now: 1.7e12 + start })
      }
    },
    '>= 500 /s',
  )
  const ids = library.photos.ids({ sort: 'imported' })
  const some = (percent: number): number[] => ids.filter(() => chance(percent))
  library.photos.setFavourite(some(2), true)
  library.photos.setMissing(some(1), true)
  for (const id of some(1)) library.photos.setError(id, { kind: 'picture-damaged', message: 'torn' })
  library.tags.add('Oma', some(5))
  library.tags.add('war', some(1))
  library.albums.addPhotos(library.albums.create('Small'), some(1).slice(0, 200))
  library.albums.addPhotos(library.albums.create('Half'), some(50))
  colour(library, some(40))
}

const recipe = { model: 'bench', size: 256, flipAveraged: false, hints: [] } as const

function colour(library: Library, ids: number[]): void {
  const ab = { data: new Float32Array(8 * 8 * 2), width: 8, height: 8 }
  const origin = { revision: '1', weights: '0'.repeat(64), own: false }
  library.transaction(() => {
    for (const photo of ids) {
      const adjustments = adjustmentsSchema.parse({})
      library.versions.add({ photo, ab, recipe: { ...recipe, hints: [], adjustments }, origin })
    }
  })
}

function grid({ photos }: Library): void {
  const first = (query: LibraryQuery) => () => photos.page(query, { limit: page })
  const open = (): void => {
    photos.count({})
    photos.dateGroups({ descending: true })
    photos.page({ descending: true }, { limit: page })
  }
  timed('opening the grid: count, date headers, first page', open, '<= 300 ms')
  timed('date headers', () => photos.dateGroups({}))
  for (const sort of ['taken', 'name', 'imported'] as const) timed(`first page by ${sort}`, first({ sort }))
  const last = photos.page({}, { limit: total - page }).end
  timed('a page at the far end', () => photos.page({}, { after: last, limit: page }))
  for (const smart of ['uncoloured', 'coloured', 'favourites', 'failed', 'missing', 'removed'] as const) {
    timed(`first page, ${smart}`, first({ smart }))
  }
  timed('first page of a folder', first({ folder: '/pictures/Scans/Berg/Box 7' }))
  timed('first page of a tag', first({ tag: 'war' }))
  for (const album of [1, 2]) {
    const size = photos.count({ album })
    timed(`first page of an album of ${size} by date`, first({ album }))
    timed(`first page of an album of ${size} by hand`, first({ album, sort: 'album' }))
  }
  timed('first page of one decade', first({ taken: { from: '1930', to: '1939' } }))
}

function search({ photos }: Library): void {
  for (const words of ['k', 'zdj', 'kowalski picnic', '1912-07', words3(), 'oma berg', 'nothinglikethis']) {
    const found = photos.count({ search: words })
    timed(
      `search "${words}": ${found} found`,
      () => photos.page({ search: words }, { limit: page }),
      '<= 50 ms',
    )
  }
  function words3(): string {
    return words[300]
  }
}

function jobs(library: Library): void {
  const store = library.jobs({
    task: z.object({ kind: z.string(), photo: z.number() }),
    outcome: z.object({ ok: z.literal(true) }),
  })
  const tasks = Array.from({ length: total }, (_, index) => ({ kind: 'colorize', photo: index + 1 }))
  rated('jobs queued, all in one transaction', total, () => store.add(tasks))
  timed('counts of the queue', () => store.counts())
  rated('jobs taken through all states, each step flushed', 200, () => {
    for (let done = 0; done < 200; done += 1) {
      const job = store.take()!
      for (const state of ['written', 'verified', 'done'] as const) store.move(job.id, state)
    }
  })
}

function maps({ maps }: Library): void {
  const side = 128
  const data = Float32Array.from(
    { length: side * side * 2 },
    (_, at) => 40 * Math.sin(at / 3000) + below(100) / 50,
  )
  let turn = 0
  const map = { data, width: side, height: side }
  timed(`a map of ${side} x ${side} encoded, written and flushed`, () => {
    data[0] = turn++
    maps.put(map)
  })
  const hash = maps.put(map)
  timed(`the same read, checked and decoded`, () => maps.get(hash))
}

try {
  const fresh = await openLibrary(folder)
  fill(fresh)
  await waited('closing with a backup', () => fresh.close())
  const megabytes = statSync(join(folder, 'library.sqlite')).size / 1e6
  lines.push({ what: `database of ${total} photos`, result: `${megabytes.toFixed(0)} MB` })
  const library = await waited('opening the library, with its check', () => openLibrary(folder))
  grid(library)
  search(library)
  jobs(library)
  maps(library)
  await library.close()
  const width = Math.max(...lines.map(({ what }) => what.length))
  console.log(`| ${'what'.padEnd(width)} | measured | target |\n|---|---|---|`)
  for (const { what, result, target = '' } of lines)
    console.log(`| ${what.padEnd(width)} | ${result} | ${target} |`)
  if (values.keep) console.log(`\nKept in ${folder}: ${readdirSync(folder).join(', ')}`)
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true })
}
