import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ModelReference } from '../../../../src/shared/contract/engine.ts'
import type {
  DatasetReport,
  FinetunePoint,
  FinetuneResult,
} from '../../../../src/shared/contract/finetune.ts'
import type { TintypeError } from '../../../../src/shared/errors.ts'
import { writeTunedOf } from '../../../fixtures/engine/tuned-model.ts'
import { plantClouds, plantPages, plantUnfit } from '../../../fixtures/finetune/album.ts'
import { writeNarrowBase } from '../../../fixtures/finetune/narrow-base.ts'
import { killTrainingProcess } from '../../../fixtures/workers/training-process.ts'

const { home } = await vi.hoisted(() => import('../../../fixtures/models/home.ts'))
const { appRoot, finetune, findModel, openCore } = await import('../../../../src/main/core/index.ts')
type Request = Parameters<typeof finetune>[0]
type Events = NonNullable<Parameters<typeof finetune>[1]>

const steps = 12
const runs = join(home, 'finetune')
const album = join(home, 'album')
let photos: string[]
let base: ModelReference
beforeAll(async () => {
  photos = await plantClouds(album, 24)
  base = await writeNarrowBase(join(home, 'models', 'narrow'))
})

function request(name: string, changes: Partial<Request> = {}): Request {
  return {
    photos: [album],
    name,
    preset: 'quick',
    steps,
    base: 'narrow',
    engine: 'wasm',
    anew: false,
    ...changes,
  }
}

function refusal(wanted: Request, events?: Events): Promise<TintypeError | undefined> {
  return finetune(wanted, events).then(
    () => undefined,
    (thrown: TintypeError) => thrown,
  )
}

/** SHA-256 of every file below a folder. */
function hashesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
}

const weightsOf = (id: string) => readFileSync(join(home, 'models', id, 'weights.safetensors'))

it('teaches the shipped model, names what cannot teach, and touches nothing but its own', async () => {
  const mixed = join(home, 'mixed')
  const unfit = await plantUnfit(mixed, await plantClouds(mixed, 24))
  const shipped = join(appRoot, 'models', 'tintype-mobile')
  const before = [hashesOf(shipped), hashesOf(mixed)]
  let report: DatasetReport | undefined
  const points: FinetunePoint[] = []
  const sheets: string[] = []
  const { model, result } = await finetune(
    request('Omas Album', { photos: [mixed], base: 'tintype-mobile', steps: 1 }),
    {
      onReport: (found) => {
        report = found
      },
      onPoint: (point, sheet) => {
        points.push(point)
        sheets.push(readFileSync(sheet).subarray(0, 3).toString('hex'))
      },
    },
  )
  expect([hashesOf(shipped), hashesOf(mixed)]).toEqual(before)

  expect(report).toMatchObject({ usable: 24, heldOut: 4, advice: 'few' })
  expect(Object.fromEntries(report!.unfit.map(({ reason, path }) => [reason, path]))).toEqual(unfit)
  expect(report!.unfit.every(({ photo, message }) => photo === null && message.length > 20)).toBe(true)
  const [quick, standard, thorough] = report!.presets
  expect(quick.seconds).toBeGreaterThan(0)
  expect(standard.seconds).toBeGreaterThan(quick.seconds)
  expect(thorough.seconds).toBeGreaterThan(standard.seconds)

  expect(points.map(({ step }) => step)).toEqual([0, 1])
  expect(points[0]).toMatchObject({ loss: null, drift: 0 })
  expect(points[1].drift).toBeGreaterThan(0)
  expect(new Set(sheets)).toEqual(new Set(['ffd8ff']))
  expect(result).toMatchObject({ learntFrom: 20, heldOut: 4, step: 1, ending: 'all-steps', driftLimit: 3 })
  expect([result.before, result.after, result.drift]).toEqual([
    points[0].heldOut,
    points[1].heldOut,
    points[1].drift,
  ])
  expect(result.after.rmse).toBeLessThan(result.before.rmse)

  const base = await findModel('tintype-mobile')
  const { id, title, weights } = base.file
  expect(model).toMatchObject({ shipped: false, folder: join(home, 'models', 'omas-album') })
  expect(model.file).toMatchObject({ id: 'omas-album', title: 'Omas Album' })
  expect(model.file.tuned).toMatchObject({ base: { id, title, sha256: weights.sha256 }, strength: 1, result })
  expect(model.file.weights.bytes).toBeLessThan(weights.bytes / 4)
  expect(existsSync(join(runs, 'omas-album'))).toBe(false)

  const core = await openCore({ engine: 'wasm', jobs: 1 })
  try {
    const l = { data: Float32Array.from({ length: 64 * 64 }, (_, i) => (i % 64) + 20), width: 64, height: 64 }
    const colours = (reference: typeof model.reference) =>
      core.engine.use((client) => client.predict({ l, model: reference }))
    const [own, former] = [await colours(model.reference), await colours(base.reference)]
    const moved = own.ab.data.map((value, i) => Math.abs(value - former.ab.data[i]))
    expect(Math.max(...moved)).toBeGreaterThan(0)
    expect(Math.max(...moved)).toBeLessThan(5)
  } finally {
    await core.close()
  }
})

it('finds the pages of a file in a folder, and says which of them cannot teach', async () => {
  const folder = join(home, 'paged')
  const [grey] = await plantClouds(join(home, 'paged-grey'), 1, { grey: true })
  const path = await plantPages(folder, [...photos.slice(0, 3), grey])
  let report: DatasetReport | undefined
  const onReport = (found: DatasetReport) => {
    report = found
  }
  expect(await refusal(request('Paged', { photos: [folder] }), { onReport })).toMatchObject({
    kind: 'photos-unfit',
    message: expect.stringContaining('3 of these can be used'),
  })
  expect(report).toMatchObject({ usable: 3, unfit: [{ path, page: 3, reason: 'grey' }] })
})

describe('a run', () => {
  /** What must not depend on the clock. */
  const figures = ({ seconds: _, ...result }: FinetuneResult) => result
  let whole: FinetuneResult
  let wholePoints: FinetunePoint[]
  beforeAll(async () => {
    wholePoints = []
    const { result } = await finetune(request('Whole'), { onPoint: (point) => wholePoints.push(point) })
    whole = result
  })

  it('looks now and then, and keeps the best', () => {
    expect(wholePoints.map(({ step }) => step)).toEqual([0, 2, 4, 6, 8, 10, 12])
    const best = wholePoints.toSorted((one, other) => one.heldOut.rmse - other.heldOut.rmse)[0]
    expect(whole).toMatchObject({ step: best.step, after: best.heldOut, drift: best.drift })
    expect(whole.step).toBeGreaterThan(0)
    for (const { loss } of wholePoints.slice(1)) expect(loss).toBeGreaterThan(0)
  })

  describe('stopped between two looks', () => {
    let told: string
    beforeAll(async () => {
      const stop = new AbortController()
      const onStep: Events['onStep'] = ({ done }) => {
        if (done === 5) stop.abort()
      }
      const error = await finetune(request('Stopped'), { onStep }, stop.signal).catch((thrown) => thrown)
      expect(error).toMatchObject({ kind: 'cancelled' })
      told = error.message
    })

    /** The same run once more, to be spoilt; its name is what it is asked for by. */
    function copy(name: string): string {
      const folder = join(runs, name.toLowerCase())
      cpSync(join(runs, 'stopped'), folder, { recursive: true })
      return folder
    }
    const checkpointOf = (folder: string): string => {
      const [only, ...more] = readdirSync(join(folder, 'checkpoints'))
      expect(more).toEqual([])
      return join(folder, 'checkpoints', only)
    }

    it('leaves a checkpoint, says where, and installs nothing', () => {
      const folder = join(runs, 'stopped')
      expect(told).toContain(checkpointOf(folder))
      // One step of four photos since the evaluation after the fourth.
      const { progress } = JSON.parse(readFileSync(join(folder, 'finetune.json'), 'utf8'))
      expect([progress.step, progress.since.photos]).toEqual([5, 4])
      expect(existsSync(join(home, 'models', 'stopped'))).toBe(false)
    })

    it('goes on when asked for again, survives the death of its engine, and is as if never stopped', async () => {
      copy('Again')
      const done: number[] = []
      const points: FinetunePoint[] = []
      const crashes: TintypeError[] = []
      const { result } = await finetune(request('Again'), {
        onStep: (step) => {
          done.push(step.done)
          if (done.length === 4) killTrainingProcess()
        },
        onPoint: (point) => points.push(point),
        onCrash: (error) => crashes.push(error),
      })
      // Killed between two looks: back to the last.
      expect(done).toEqual([6, 7, 8, 9, 9, 10, 11, 12])
      expect(crashes.map(({ kind }) => kind)).toEqual(['out-of-memory'])
      expect(points).toEqual(wholePoints.slice(3))
      expect(figures(result)).toEqual(figures(whole))
      expect(weightsOf('again').equals(weightsOf('whole'))).toBe(true)
    })

    it('refuses other settings and other photographs, and keeps what there is', async () => {
      const folder = copy('Other')
      const before = readFileSync(join(folder, 'finetune.json'), 'utf8')
      for (const changes of [{ steps: 13 }, { photos: photos.slice(1) }]) {
        expect(await refusal(request('Other', changes))).toMatchObject({
          kind: 'bad-request',
          message: expect.stringMatching(/other photographs or settings/),
        })
      }
      expect(readFileSync(join(folder, 'finetune.json'), 'utf8')).toBe(before)
      expect(existsSync(checkpointOf(folder))).toBe(true)
      // Thrown away on demand only.
      const anew = request('Other', { photos: photos.slice(0, 3), anew: true })
      expect(await refusal({ ...anew, anew: false })).toMatchObject({ kind: 'photos-unfit' })
      expect(existsSync(folder)).toBe(true)
      expect(await refusal(anew)).toMatchObject({ kind: 'photos-unfit' })
      expect(existsSync(folder)).toBe(false)
    })

    it.each([
      ['changed', (file: string) => appendFileSync(file, 'x')],
      ['cut', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 1000))],
    ])('says so when its checkpoint was %s', async (how, spoil) => {
      const folder = copy(how)
      const checkpoint = checkpointOf(folder)
      spoil(join(checkpoint, 'weights.safetensors'))
      const error = await refusal(request(how))
      expect(error).toMatchObject({ kind: 'model-damaged' })
      expect(error?.message).toContain(`${checkpoint} is damaged`)
      expect(error?.message).toContain('begin anew')
      expect(error?.message).not.toContain('good state')
    })

    it('says so when its own record was damaged, before any work', async () => {
      const folder = copy('Scribbled')
      writeFileSync(join(folder, 'finetune.json'), '{"format":"tintype-finetune"')
      const onPhoto = vi.fn()
      const onReport = vi.fn()
      const error = await refusal(request('Scribbled'), { onPhoto, onReport })
      expect(error).toMatchObject({
        kind: 'model-damaged',
        message: expect.stringContaining('finetune.json'),
      })
      expect([onPhoto, onReport].map(({ mock }) => mock.calls.length)).toEqual([0, 0])
    })
  })
})

describe('is refused:', () => {
  it('too few photographs, saying how many there are, and leaving nothing behind', async () => {
    let report: DatasetReport | undefined
    const error = await refusal(request('Few', { photos: photos.slice(0, 19) }), {
      onReport: (found) => {
        report = found
      },
    })
    expect(error).toMatchObject({
      kind: 'photos-unfit',
      message: expect.stringMatching(/at least 20 .* 19 of these/),
    })
    expect(report).toMatchObject({ usable: 19, advice: 'too-few', presets: [] })
    expect(existsSync(join(runs, 'few'))).toBe(false)
  })

  it('one photograph', async () => {
    const error = await refusal(request('One', { photos: photos.slice(0, 1) }))
    expect(error).toMatchObject({ kind: 'photos-unfit', message: expect.stringMatching(/ 1 of these/) })
  })

  it('only grey ones', async () => {
    const greys = await plantClouds(join(home, 'greys'), 24, { grey: true })
    let report: DatasetReport | undefined
    const error = await refusal(request('Grey', { photos: [join(home, 'greys')] }), {
      onReport: (found) => {
        report = found
      },
    })
    expect(error).toMatchObject({ kind: 'photos-unfit', message: expect.stringMatching(/ 0 of these/) })
    expect(report!.unfit.map(({ path }) => path)).toEqual(greys)
    expect(new Set(report!.unfit.map(({ reason }) => reason))).toEqual(new Set(['grey']))
  })

  it('what is not there, a name that is none, and a base that cannot be taught', async () => {
    expect(await refusal(request('Nowhere', { photos: [join(home, 'nowhere')] }))).toMatchObject({
      kind: 'photos-unfit',
    })
    for (const name of ['', '   ', 'x'.repeat(61)]) {
      expect(await refusal(request(name))).toMatchObject({ kind: 'bad-request' })
    }
    expect(await refusal(request('Base', { base: 'nowhere' }))).toMatchObject({ kind: 'model-missing' })
    await writeTunedOf(base, join(home, 'models', 'taught'), { id: 'taught' })
    expect(await refusal(request('Base', { base: 'taught' }))).toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('Fine-tune its base, "narrow"'),
    })
  })
})
