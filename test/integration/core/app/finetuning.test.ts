import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, it, vi } from 'vitest'
import { open } from '../../../fixtures/app/open.ts'
import { trainingProcesses } from '../../../fixtures/workers/training-process.ts'

await vi.hoisted(() => import('../../../fixtures/models/home.ts'))
const { examined, inState, openReady, until, wish } = await import('../../../fixtures/finetune/app.ts')

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
  await sleep(100)
  expect((await client['finetune.current']({})).run).toEqual(paused)
  await client['finetune.pause']({ id, paused: false })
  const onwards = await until(second, ({ progress }) => (progress?.done ?? 0) > steps)
  expect(onwards).toMatchObject({ state: 'training', resumable: false, points: paused.points })

  // While the user colours no step is made, and the run can be ended all the same.
  const l = { data: new Float32Array(64 * 64).fill(50), width: 64, height: 64 }
  await client.predict({ l, model: 'tintype-mobile' })
  const waiting = await until(second, inState('waiting'))
  await sleep(500)
  expect((await client['finetune.current']({})).run).toMatchObject({
    ...{ state: 'waiting', progress: { done: waiting.progress!.done } },
  })
  await client['finetune.finish']({ id })
  const { result, points, progress } = await until(second, inState('finished'))
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
