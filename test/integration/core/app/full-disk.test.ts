import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { appJobs } from '../../../../src/main/core/jobs/tasks.ts'
import { openLibrary } from '../../../../src/main/core/library/index.ts'
import { open } from '../../../fixtures/app/open.ts'
import { mountSmallDisk, removeSmallDisk } from '../../../fixtures/small-disk.ts'

const writer = fileURLToPath(new URL('../library/writer.ts', import.meta.url))
const disk = `/tmp/tintype-full-${process.pid}`
const isMounted = mountSmallDisk(disk, 8 * 1024)
afterAll(() => removeSmallDisk(disk, isMounted))

/** Takes all that is left of the disk. @returns gives it back */
function fill(): () => void {
  const file = join(disk, 'other things')
  const handle = openSync(file, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(4096, 1))
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(handle)
  }
  return () => rmSync(file)
}

/** A library whose program was killed in the middle of its work, more than once. */
async function killedLibrary(folder: string): Promise<void> {
  const library = await openLibrary(folder)
  const jobs = library.jobs(appJobs)
  jobs.add([{ kind: 'import', path: '/not/there.jpg' }])
  jobs.take()
  await library.close()
  const child = spawn(process.execPath, [writer, folder, 'hold'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout!, 'data')
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

it.runIf(isMounted)(
  'a library on a full disk opens after a kill, and work goes on when there is room',
  async () => {
    const folder = join(disk, 'library')
    await killedLibrary(folder)
    const giveBack = fill()
    const { client, through, close } = await open(folder)
    const query = { smart: 'all', sort: 'name' } as const
    expect((await client['photos.page']({ query, limit: 50 })).total).toBe(10)
    const [batch] = (await client['batches.list']({})).batches
    expect(batch?.counts.running).toBe(1)
    giveBack()
    await client['photos.favourite']({ ids: [1], favourite: true })
    await client['batches.first']({ id: batch!.id })
    expect(await through(batch!.id)).toMatchObject([{ state: 'failed', error: { kind: 'file-not-found' } }])
    await close()
    const again = await openLibrary(folder)
    expect(again.photos.count({ smart: 'favourites' })).toBe(1)
    await again.close()
  },
)

it.runIf(isMounted)('a library that was closed in order opens on a full disk too', async () => {
  const folder = join(disk, 'closed')
  await killedLibrary(folder)
  await (await openLibrary(folder)).close()
  const giveBack = fill()
  const library = await openLibrary(folder)
  expect([library.opening.how, library.photos.count({})]).toEqual(['opened', 10])
  await library.close()
  giveBack()
})

it.runIf(isMounted)('a new library on a full disk says that the disk is full', async () => {
  const giveBack = fill()
  for (const folder of [join(disk, 'new'), join(disk, 'new', 'deeper')]) {
    await expect(openLibrary(folder)).rejects.toThrow(expect.objectContaining({ kind: 'disk-full' }))
  }
  giveBack()
  await (await openLibrary(join(disk, 'new'))).close()
})

it.runIf(isMounted)(
  'a damaged library on a full disk is left as it is until there is room for a backup',
  async () => {
    const folder = join(disk, 'damaged')
    await killedLibrary(folder)
    // What the killed one did is in a backup when the next one has ended.
    await (await openLibrary(folder)).close()
    const handle = openSync(join(folder, 'library.sqlite'), 'r+')
    writeSync(handle, Buffer.alloc(3000, 7), 0, 3000, 100)
    closeSync(handle)
    const giveBack = fill()
    await expect(openLibrary(folder)).rejects.toThrow(expect.objectContaining({ kind: 'disk-full' }))
    giveBack()
    const library = await openLibrary(folder)
    expect([library.opening.how, library.photos.count({})]).toEqual(['restored', 10])
    await library.close()
  },
)
