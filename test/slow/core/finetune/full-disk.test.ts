import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { plantClouds } from '../../../fixtures/finetune/album.ts'
import { writeNarrowBase } from '../../../fixtures/finetune/narrow-base.ts'
import { mountSmallDisk, removeSmallDisk } from '../../../fixtures/small-disk.ts'

const { home } = await vi.hoisted(() => import('../../../fixtures/models/home.ts'))
const { finetune } = await import('../../../../src/main/core/index.ts')

const runs = join(home, 'finetune')
const ballast = join(runs, 'ballast')
const isMounted = mountSmallDisk(runs, 6 * 1024)
afterAll(() => removeSmallDisk(runs, isMounted))

/** Takes what is left of the disk. */
function fill(): void {
  const file = openSync(ballast, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(file)
  }
}

it.skipIf(!isMounted)(
  'a full disk is named as such, and with room again the run goes on (needs tmpfs)',
  async () => {
    const album = join(home, 'album')
    await plantClouds(album, 24)
    await writeNarrowBase(join(home, 'models', 'narrow'))
    const request = { photos: [album], name: 'Full', preset: 'quick', steps: 3, base: 'narrow' } as const
    const teach = (events?: Parameters<typeof finetune>[1]) =>
      finetune({ ...request, engine: 'wasm', anew: false }, events)

    fill()
    await expect(teach()).rejects.toMatchObject({ kind: 'disk-full' })
    rmSync(ballast)
    const done: number[] = []
    const onStep = (step: { done: number }): void => {
      if (done.push(step.done) === 2) fill()
    }
    await expect(teach({ onStep })).rejects.toMatchObject({ kind: 'disk-full' })
    rmSync(ballast)
    const { result } = await teach({ onStep: (step) => done.push(step.done) })
    expect(result).toMatchObject({ ending: 'all-steps', step: 3 })
    // The step whose checkpoint found no room was made again.
    expect(done).toEqual([1, 2, 2, 3])
    expect(readdirSync(runs)).toEqual([])
  },
)
