import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { hostileXmp, withPngXmp } from '../../corpus/metadata.ts'
import { samples } from '../../corpus/samples.ts'
import { open, temporaryFolder } from '../../fixtures/app/open.ts'
import { start } from '../../fixtures/cli/run.ts'
import { killOnSight } from '../../fixtures/kill/on-sight.ts'
import { canSeeProcesses } from '../../fixtures/kill/processes.ts'

const innocent = ['1.jpg', '2.jpg', '5.jpg', '6.jpg']
const hostile = ['3.png', '4.png']

/** Innocent photographs with two hostile ones in their middle. */
async function album(makeHostile: (shade: number) => Promise<Buffer>): Promise<string> {
  const folder = join(temporaryFolder(), 'album')
  mkdirSync(folder)
  const sources = [samples.hayes, samples.boardwalk, samples.civilWar, samples.cottonMill]
  for (const [i, name] of innocent.entries()) copyFileSync(sources[i], join(folder, name))
  for (const [i, name] of hostile.entries()) writeFileSync(join(folder, name), await makeHostile(100 + i))
  return folder
}

/** Large enough to be seen while it is read. */
async function largePng(shade: number): Promise<Buffer> {
  const background = { r: shade, g: shade, b: shade }
  return sharp({ create: { width: 6000, height: 5000, channels: 3, background } })
    .png()
    .toBuffer()
}

async function slowXmpPng(threshold: number): Promise<Buffer> {
  const png = await sharp(samples.camera).threshold(threshold).png().toBuffer()
  return withPngXmp(png, hostileXmp['elements that never end'](3_600_000))
}

async function imported(folder: string): Promise<{ states: Record<string, string>; paused: boolean }> {
  const { client, through } = await open(join(folder, '../library'))
  const { batch } = await client['import.start']({ paths: [folder] })
  const jobs = await through(batch)
  const { batches } = await client['batches.list']({})
  return {
    states: Object.fromEntries(
      jobs.map(({ path, state, error }) => [path.slice(folder.length + 1), error?.kind ?? state]),
    ),
    paused: batches.some(({ paused }) => paused),
  }
}

const allDone = Object.fromEntries(innocent.map((name) => [name, 'done']))

describe('metadata in which a reader could lose itself', () => {
  it('is passed over by an import', async () => {
    const { states, paused } = await imported(await album(slowXmpPng))
    expect(states).toEqual({ ...allDone, '3.png': 'done', '4.png': 'done' })
    expect(paused).toBe(false)
  })
})

describe.runIf(canSeeProcesses)('photographs that make their process crash', () => {
  const crashed = { ...allDone, '3.png': 'worker-crashed', '4.png': 'worker-crashed' }

  it('cost an import themselves alone', async () => {
    const kills = killOnSight(() => process.pid, hostile)
    const { states, paused } = await imported(await album(largePng))
    expect(states).toEqual(crashed)
    expect(paused).toBe(false)
    expect([...kills]).toEqual([
      ['3.png', 2],
      ['4.png', 2],
    ])
  })

  it('cost the command line themselves alone', async () => {
    const folder = await album(largePng)
    let core: number | undefined
    killOnSight(() => core, hostile)
    const output = join(folder, '../out')
    const { child, ended } = start([
      'colorize',
      folder,
      '--out',
      output,
      '--engine',
      'wasm',
      '--jobs',
      '1',
      '--json',
    ])
    core = child.pid
    const { lines } = await ended
    const states = lines.map(({ source, state, error }) => [
      source.slice(folder.length + 1),
      error?.kind ?? state,
    ])
    expect(Object.fromEntries(states)).toEqual(crashed)
  })
})
