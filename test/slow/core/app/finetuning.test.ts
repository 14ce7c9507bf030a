import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { FinetuneRun } from '../../../../src/shared/contract/finetune.ts'
import { open, temporaryFolder } from '../../../fixtures/app/open.ts'
import { plantClouds, plantPages } from '../../../fixtures/finetune/album.ts'
import { trainingProcesses } from '../../../fixtures/workers/training-process.ts'

const { home } = await vi.hoisted(() => import('../../../fixtures/models/home.ts'))
const { everything, examined, inState, openReady, openWith, until, wish } = await import(
  '../../../fixtures/finetune/app.ts'
)

it('examines the pages of a file as the photos that they are', async () => {
  const root = temporaryFolder()
  const clouds = await plantClouds(join(root, 'clouds'), 4)
  const [grey] = await plantClouds(join(root, 'grey'), 1, { grey: true })
  const path = await plantPages(join(root, 'album'), [...clouds, grey])
  const opened = await openWith(join(root, 'library'), join(root, 'album'))
  await opened.client['finetune.examine']({ ids: opened.ids.slice(1) })
  const { report } = await until(opened, inState('ready'))
  expect(report).toMatchObject({
    usable: 3,
    unfit: [{ photo: opened.ids[4], path, page: 4, reason: 'grey' }],
  })
  const [record] = readdirSync(join(root, 'library', 'finetune'))
  const { others } = JSON.parse(
    readFileSync(join(root, 'library', 'finetune', record, 'record.json'), 'utf8'),
  )
  expect(others).toContainEqual({ path })
})

it('discards what is in training, and can examine other photos then', async () => {
  const opened = await openReady()
  const { client, id, folder } = opened
  await client['finetune.begin']({ id, ...wish })
  await until(opened, ({ points }) => points.length > 0)
  await client['finetune.discard']({ id })
  expect((await client['finetune.current']({})).run).toBeNull()
  expect(existsSync(folder)).toBe(false)
  expect(trainingProcesses()).toEqual([])

  // Too few, of which one is not even there any more: said, and refused.
  const { ids } = await client['photos.ids']({ query: everything })
  const other = await client['finetune.examine']({ ids: [...ids.slice(0, 3), 9999] })
  const { report } = await until(opened, inState('ready'))
  expect(report).toMatchObject({ usable: 3, advice: 'too-few', presets: [] })
  await expect(client['finetune.begin']({ ...other, ...wish })).rejects.toMatchObject({
    kind: 'photos-unfit',
  })
  expect((await client['finetune.current']({})).run).toMatchObject({ state: 'ready' })
})

it('pauses while it examines, and examines to the end later', async () => {
  const { library: template } = await examined()
  const library = join(temporaryFolder(), 'library')
  cpSync(template, library, { recursive: true })
  const first = await open(library)
  const old = (await first.client['finetune.current']({})).run!
  await first.client['finetune.discard']({ id: old.id })
  const { ids } = await first.client['photos.ids']({ query: everything })
  const some = ids.slice(0, 5)
  const { id } = await first.client['finetune.examine']({ ids: some })
  await first.client['finetune.pause']({ id, paused: true })
  const { run } = await first.client['finetune.current']({})
  expect(run).toMatchObject({ state: 'paused', report: null, error: null })
  await first.client['finetune.pause']({ id, paused: false })
  await first.close()
  // Closed in the middle, not paused: it goes on by itself.
  const second = await open(library)
  const ready = await until(second, inState('ready'))
  expect(ready).toMatchObject({ id, report: { advice: 'too-few' } })
})

it('goes on by itself when the program was killed', async () => {
  const prepare = await openReady()
  const { library, id, folder } = prepare
  await prepare.close()
  const entry = fileURLToPath(new URL('../../../fixtures/finetune/app-core.ts', import.meta.url))
  const core = fork(entry, [library, id])
  onTestFinished(() => void core.kill('SIGKILL'))
  const last = await new Promise<FinetuneRun>((resolve) => {
    core.on('message', (run: FinetuneRun) => {
      if (run.points.length >= 2 && run.progress!.done > run.points.at(-1)!.step) resolve(run)
    })
  })
  const gone = once(core, 'exit')
  core.kill('SIGKILL')
  await gone

  const opened = await open(library)
  const run = await until(opened, ({ progress }) => progress !== null)
  expect(run).toMatchObject({ id, state: 'training', name: 'Killed', points: last.points })
  // From its checkpoint, which every look leaves.
  expect(run.progress!.done).toBe(last.points.at(-1)!.step)
  await until(opened, ({ progress }) => progress!.done > run.progress!.done)
  await opened.close()
  const { progress } = JSON.parse(readFileSync(join(folder, 'finetune.json'), 'utf8'))
  expect(progress.step).toBeGreaterThan(run.progress!.done)
})

it('says what is wrong with a run that cannot go on, and lets it be discarded', async () => {
  const first = await openReady()
  const { client, id, library, folder } = first
  await client['finetune.begin']({ id, ...wish })
  await until(first, ({ points }) => points.length > 0)
  await first.close()
  cpSync(join(home, 'album', 'cloud-00.jpg'), join(folder, 'finetune.json'))

  const second = await open(library)
  const failed = await vi.waitUntil(
    async () => {
      const { run } = await second.client['finetune.current']({})
      return run?.state === 'failed' && run
    },
    { timeout: 20_000 },
  )
  expect(failed).toMatchObject({ error: { kind: 'model-damaged' }, points: [] })
  await second.client['finetune.discard']({ id })
  expect(existsSync(folder)).toBe(false)
})

it('gives way to colouring for as long as it goes on, and can be ended all the same', async () => {
  const opened = await openReady()
  const { client, id } = opened
  await client['finetune.begin']({ id, ...wish })
  await until(opened, ({ points }) => points.length > 0)

  // While the user colours no step is made.
  const l = { data: new Float32Array(64 * 64).fill(50), width: 64, height: 64 }
  const predict = () => client.predict({ l, model: 'tintype-mobile' })
  await predict()
  const waiting = await until(opened, inState('waiting'))
  await sleep(1500)
  const still = (await client['finetune.current']({})).run!
  expect([still.state, still.progress?.done]).toEqual(['waiting', waiting.progress?.done])
  const again = await until(opened, ({ progress }) => progress!.done > waiting.progress!.done)
  expect(again.state).toBe('training')

  // Who colours without end can end teaching all the same.
  let isColouring = true
  const colouring = (async () => {
    while (isColouring) await predict()
  })()
  await until(opened, inState('waiting'))
  await client['finetune.finish']({ id })
  await until(opened, inState('finished'))
  isColouring = false
  await colouring
})
