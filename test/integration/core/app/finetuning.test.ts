import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { FinetuneRun } from '../../../../src/shared/contract/finetune.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { type OpenedApp, open, temporaryFolder } from '../../../fixtures/app/open.ts'
import { plantClouds, plantPages, plantUnfit } from '../../../fixtures/finetune/album.ts'
import { writeNarrowBase } from '../../../fixtures/finetune/narrow-base.ts'
import { trainingProcesses } from '../../../fixtures/workers/training-process.ts'

const { home } = await vi.hoisted(() => import('../../../fixtures/models/home.ts'))

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })
const wish = { name: 'Own', preset: 'quick', base: 'narrow' } as const

/** Waits for a run to become what is wanted. */
async function until(
  { client }: Pick<OpenedApp, 'client'>,
  isIt: (run: FinetuneRun) => boolean,
): Promise<FinetuneRun> {
  for (;;) {
    const { run } = await client['finetune.current']({})
    if (run && isIt(run)) return run
    if (run?.error) throw new Error(`${run.state}: ${run.error.kind}: ${run.error.message}`)
    await sleep(20)
  }
}
const inState = (state: FinetuneRun['state']) => (run: FinetuneRun) => run.state === state

/** An app with the pictures of a folder in it. */
async function openWith(library: string, album: string): Promise<OpenedApp & { ids: number[] }> {
  const opened = await open(library)
  await opened.through((await opened.client['import.start']({ paths: [album] })).batch)
  return { ...opened, ids: (await opened.client['photos.ids']({ query: everything })).ids }
}

/** A library whose photos were examined, and what was told meanwhile: made by the first test that asks. */
let prepared: Promise<{ library: string; run: FinetuneRun; told: FinetuneRun[]; ids: number[] }> | undefined
function examined() {
  prepared ??= (async () => {
    const [library, album] = [join(home, 'examined'), join(home, 'album')]
    await plantUnfit(album, await plantClouds(album, 24))
    await writeNarrowBase(join(home, 'models', 'narrow'))
    const opened = await openWith(library, album)
    const told: FinetuneRun[] = []
    opened.app.events.subscribe((name, payload) => {
      if (name === 'finetune.changed') told.push((payload as { run: FinetuneRun }).run)
    })
    const { ids } = opened
    const { id } = await opened.client['finetune.examine']({ ids })
    const run = await until(opened, inState('ready'))
    expect(run.id).toBe(id)
    await opened.close()
    return { library, run, told, ids }
  })()
  return prepared
}

/** An app of its own whose run waits to begin. */
async function openReady(): Promise<OpenedApp & { library: string; id: string; folder: string }> {
  const { library: template, run } = await examined()
  const library = join(temporaryFolder(), 'library')
  cpSync(template, library, { recursive: true })
  return { ...(await open(library)), library, id: run.id, folder: join(library, 'finetune', run.id) }
}

const bad = { kind: 'bad-request' }

it('examines photos: which can teach, how long it takes, and what is wrong with the others', async () => {
  const { run, told, ids } = await examined()
  expect(told[0]).toMatchObject({ state: 'examining', report: null })
  expect(told.some(({ progress }) => progress !== null && progress.done > 0)).toBe(true)
  expect(told.every(({ progress }) => progress === null || progress.done <= progress.total)).toBe(true)
  expect(run).toMatchObject({ error: null, name: null, points: [], sheet: 0, result: null })
  const { report } = run
  expect(report).toMatchObject({ usable: 24, heldOut: 4, advice: 'few' })
  expect(report!.unfit.map(({ reason }) => reason).sort()).toEqual([
    // The library takes the copy for what it is, and lists one photo.
    ...['grey', 'small', 'toned', 'unreadable'],
  ])
  for (const { photo } of report!.unfit) expect(ids).toContain(photo)
  expect(report!.presets.map(({ preset }) => preset)).toEqual(['quick', 'standard', 'thorough'])
})

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

it('has one run at a time, and begins it once', async () => {
  const { client, id, folder } = await openReady()
  expect((await client['finetune.current']({})).run).toMatchObject({ id, state: 'ready' })
  await expect(client['finetune.examine']({ ids: [1] })).rejects.toMatchObject(bad)
  for (const call of ['finetune.finish', 'finetune.discard'] as const) {
    await expect(client[call]({ id: '00000000-dead' })).rejects.toMatchObject(bad)
  }
  await expect(client['finetune.finish']({ id })).rejects.toMatchObject(bad)
  await expect(client['finetune.pause']({ id, paused: true })).rejects.toMatchObject(bad)
  await expect(client['finetune.keep']({ id, name: 'Own' })).rejects.toMatchObject(bad)
  await expect(client['finetune.begin']({ id, ...wish, base: 'nowhere' })).rejects.toMatchObject({
    kind: 'model-missing',
  })
  expect((await client['finetune.current']({})).run).toMatchObject({ state: 'ready', name: null })

  // As by a double click.
  const twice = await Promise.allSettled([1, 2].map(() => client['finetune.begin']({ id, ...wish })))
  expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  // Before there is anything to end: it is not forgotten.
  await client['finetune.finish']({ id })
  const { result, points } = await until({ client }, inState('finished'))
  expect([result, points.length]).toMatchObject([{ step: 0, ending: 'by-hand' }, 1])
  await expect(client['finetune.keep']({ id, name: 'Own' })).rejects.toMatchObject({
    kind: 'nothing-gained',
    message: expect.stringMatching(/Nothing was gained/),
  })
  const discards = await Promise.allSettled([1, 2].map(() => client['finetune.discard']({ id })))
  expect(discards.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect((await client['finetune.current']({})).run).toBeNull()
  expect(existsSync(folder)).toBe(false)
})

it('trains, pauses over the end of the program, gives way to colouring, and leaves a model', async () => {
  const first = await openReady()
  const { id, folder, library } = first
  await first.client['finetune.begin']({ id, ...wish })
  await until(first, ({ progress }) => (progress?.done ?? 0) >= 2)
  await first.client['finetune.pause']({ id, paused: true })
  const paused = (await first.client['finetune.current']({})).run!
  expect(paused).toMatchObject({ state: 'paused', resumable: true, error: null, sheet: 1 })
  expect(trainingProcesses()).toEqual([])
  const [checkpoint] = readdirSync(join(folder, 'checkpoints'))
  const steps = Number(checkpoint.replace('step-', ''))
  expect(steps).toBeGreaterThanOrEqual(2)
  const { body, type } = await first.app.resource({ kind: 'finetune-sheet', run: id, sheet: 1 })
  expect(type).toBe('image/jpeg')
  // Three photos: grey, base, own, true.
  expect(await sharp((body as { file: string }).file).metadata()).toMatchObject({
    ...{ format: 'jpeg', width: 8 + 4 * 200, height: 8 + 3 * 200 },
  })
  for (const [run, sheet] of [
    [id, 2],
    [id, 0],
    ['00000000-dead', 1],
  ] as const) {
    await expect(first.app.resource({ kind: 'finetune-sheet', run, sheet })).rejects.toMatchObject({
      kind: 'file-not-found',
    })
  }
  await first.close()

  const second = await open(library)
  const { client } = second
  await sleep(300)
  expect((await client['finetune.current']({})).run).toEqual(paused)
  await client['finetune.pause']({ id, paused: false })
  const onwards = await until(second, ({ progress }) => (progress?.done ?? 0) > steps)
  expect(onwards).toMatchObject({ state: 'training', resumable: false, points: paused.points })

  // While the user colours no step is made.
  const l = { data: new Float32Array(64 * 64).fill(50), width: 64, height: 64 }
  const predict = () => client.predict({ l, model: 'tintype-mobile' })
  await predict()
  const waiting = await until(second, inState('waiting'))
  await sleep(1500)
  const still = (await client['finetune.current']({})).run!
  expect([still.state, still.progress?.done]).toEqual(['waiting', waiting.progress?.done])
  const again = await until(second, ({ progress }) => progress!.done > waiting.progress!.done)
  expect(again.state).toBe('training')

  // Who colours without end can end teaching all the same.
  let isColouring = true
  const colouring = (async () => {
    while (isColouring) await predict()
  })()
  await until(second, inState('waiting'))
  await client['finetune.finish']({ id })
  const { result, points, progress } = await until(second, inState('finished'))
  isColouring = false
  await colouring
  expect(progress).toBeNull()
  expect(result).toMatchObject({ learntFrom: 20, heldOut: 4, ending: 'by-hand', before: points[0].heldOut })
  expect(result!.after.rmse).toBe(Math.min(...points.map(({ heldOut }) => heldOut.rmse)))
  expect(result!.step).toBeGreaterThan(0)
  await second.close()

  // What is finished waits for the user's word over the end of the program too.
  const third = await open(library)
  const told: string[] = []
  third.app.events.subscribe((name) => told.push(name))
  expect((await third.client['finetune.current']({})).run).toMatchObject({ state: 'finished', result })
  const keep = () => third.client['finetune.keep']({ id, name: 'Oma' })
  const [kept, refused] = await Promise.allSettled([keep(), keep()])
  expect([kept, refused]).toMatchObject([
    { status: 'fulfilled', value: { model: 'oma' } },
    { status: 'rejected', reason: bad },
  ])
  expect(told).toContain('models.changed')
  const { models } = await third.client['models.list']({})
  expect(models.filter(({ tuned }) => tuned)).toMatchObject([
    { id: 'oma', title: 'Oma', tuned: { base: { id: 'narrow' }, strength: 1, result } },
  ])
  expect((await third.client['finetune.current']({})).run).toBeNull()
  expect(existsSync(folder)).toBe(false)
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
