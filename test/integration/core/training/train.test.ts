import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { train } from '../../../../src/main/core/training/train.ts'
import type { EpochRow, TrainingRequest } from '../../../../src/shared/contract/training.ts'
import type { TintypeError } from '../../../../src/shared/errors.ts'
import { pagedTiff } from '../../../corpus/paged-tiff.ts'
import { mountSmallDisk, removeSmallDisk } from '../../../fixtures/small-disk.ts'
import { plantScenes } from '../../../fixtures/training/photo-folder.ts'
import { smallRun } from '../../../fixtures/training/small-run.ts'
import { killTrainingProcess } from '../../../fixtures/workers/training-process.ts'

let root: string
let data: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tintype-train-'))
  data = join(root, 'photos')
  const [first] = await plantScenes(data, 10)
  await mkdir(join(data, 'bad'))
  await sharp(first)
    .greyscale()
    .toFile(join(data, 'bad', 'grey.png'))
  const print = await sharp(first).greyscale().toColourspace('srgb').png().toBuffer()
  await sharp(print)
    .linear([1, 0.8, 0.55], [10, 5, 0])
    .toFile(join(data, 'bad', 'sepia.png'))
  await sharp(first)
    .resize(10, 10)
    .toFile(join(data, 'bad', 'tiny.png'))
  writeFileSync(join(data, 'bad', 'text.jpg'), 'no picture')
})
afterAll(() => rm(root, { recursive: true, force: true }))

const request = (name: string, changes: Partial<TrainingRequest> = {}) =>
  smallRun(data, join(root, name), changes)

/** A run of two epochs with nothing in its way, made by the first test that asks. */
let whole: ReturnType<typeof train> | undefined
const wholeRun = () => (whole ??= train(request('whole')))

/** A run of one epoch in a folder of its own. */
let begun: ReturnType<typeof train> | undefined
async function begunIn(name: string): Promise<string> {
  begun ??= train(request('begun', { epochs: 1 }))
  await begun
  const folder = join(root, name)
  cpSync(join(root, 'begun'), folder, { recursive: true })
  return folder
}

/** What must not depend on the clock. */
const figuresOf = (history: EpochRow[]) => history.map(({ seconds: _, ...row }) => row)

describe('a run', () => {
  it('leaves a model, a log, a report, sheets and two checkpoints, and names what it refused', async () => {
    const wanted = request('whole')
    let refused: { path: string; message: string }[] = []
    let counts: number[] = []
    whole = train(wanted, {
      onPhotos: (photos) => {
        ;({ refused } = photos)
        counts = [photos.training, photos.validation]
      },
    })
    const { model, history } = await whole
    expect(counts).toEqual([8, 2])
    const reasons = Object.fromEntries(
      refused.map(({ path, message }) => [path.slice(data.length + 5), message]),
    )
    expect(reasons['grey.png']).toMatch(/black and white/)
    expect(reasons['sepia.png']).toMatch(/one tone/)
    expect(reasons['tiny.png']).toMatch(/too small/)
    expect(reasons['text.jpg']).toMatch(/not a picture/)
    expect(Object.keys(reasons).length).toBe(4)

    expect(history.map(({ steps }) => steps)).toEqual([3, 6])
    expect(JSON.parse(readFileSync(join(model, 'model.json'), 'utf8'))).toMatchObject({
      network: { type: 'resnet18-unet', filters: 4 },
    })
    expect(readFileSync(join(wanted.output, 'log.csv'), 'utf8').trim().split('\n').length).toBe(3)
    expect(readFileSync(join(wanted.output, 'report.html'), 'utf8')).toContain('epoch-002.jpg')
    expect(readdirSync(join(wanted.output, 'checkpoints')).length).toBe(2)
    // Two photos held out, three pictures each.
    const sheet = await sharp(join(wanted.output, 'sheets', 'epoch-002.jpg')).metadata()
    expect([sheet.width, sheet.height]).toEqual([8 + 3 * 40, 8 + 2 * 40])
  })

  it('goes on with more epochs, and does not decode the photos again', async () => {
    await begunIn('longer')
    let decoded = 0
    const { history } = await train(request('longer', { epochs: 2 }), { onPhoto: () => decoded++ })
    expect(history.length).toBe(2)
    expect(decoded).toBe(0)
  })

  it('survives the death of its engine process', async () => {
    const undisturbed = await wholeRun()
    const wanted = request('killed')
    const crashes: TintypeError[] = []
    let steps = 0
    const { history } = await train(wanted, {
      onStep: () => {
        steps += 1
        if (steps === 4) killTrainingProcess()
      },
      onCrash: (error) => crashes.push(error),
    })
    expect(crashes.map(({ kind }) => kind)).toEqual(['out-of-memory'])
    expect(figuresOf(history)).toEqual(figuresOf(undisturbed.history))
  })

  it('begins from a model', async () => {
    const { model } = await wholeRun()
    const { history } = await train(request('second', { epochs: 1, init: model, stage: 'gan' }))
    expect(history[0].meters.loss_G_L1).toBeGreaterThan(0)
  })
})

describe('is refused:', () => {
  async function folderOf(name: string, count: number): Promise<string> {
    const folder = join(root, name)
    await plantScenes(folder, count)
    return folder
  }
  const refusal = (changes: Partial<TrainingRequest>, name = 'refused') =>
    train(request(name, changes)).then(
      () => undefined,
      (thrown: TintypeError) => thrown,
    )

  it('one photo', async () => {
    expect(await refusal({ data: await folderOf('one', 1) })).toMatchObject({
      kind: 'photos-unfit',
      message: expect.stringMatching(/at least 4 .* is 1/),
    })
  })

  it('only grey photos, each by name', async () => {
    const folder = join(root, 'greys')
    const paths = await plantScenes(folder, 5)
    for (const path of paths) writeFileSync(path, await sharp(path).greyscale().png().toBuffer())
    const error = await refusal({ data: folder })
    expect(error).toMatchObject({ kind: 'photos-unfit' })
    for (const path of paths) expect(error?.message).toContain(path)
  })

  it('only grey pages of a file, each by its number', async () => {
    const paths = await plantScenes(join(root, 'scenes'), 3)
    const pages = await Promise.all(paths.map((path) => sharp(path).greyscale().png().toBuffer()))
    const folder = join(root, 'paged')
    await mkdir(folder)
    const path = join(folder, 'pages.tif')
    writeFileSync(path, await pagedTiff(pages))
    const { message } = (await refusal({ data: folder }, 'refused-pages'))!
    for (const name of [path, `${path} · page 2`, `${path} · page 3`])
      expect(message).toContain(`${name}: It`)
  })

  it('copies of one picture', async () => {
    const folder = await folderOf('copies', 1)
    const picture = readFileSync(join(folder, 'scene-00.png'))
    for (let i = 1; i < 5; i++) writeFileSync(join(folder, `copy-${i}.png`), picture)
    expect(await refusal({ data: folder }, 'refused-copies')).toMatchObject({ kind: 'photos-unfit' })
  })

  it('a folder that is not there', async () => {
    expect(await refusal({ data: join(root, 'nowhere') })).toMatchObject({ kind: 'file-not-found' })
  })

  it('the folder of the photos as the output', async () => {
    expect(await refusal({ output: data })).toMatchObject({ kind: 'output-is-input' })
  })

  it('a size the network cannot halve', async () => {
    expect(await refusal({ network: 'pix2pix-unet' }, 'refused-size')).toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('256'),
    })
  })

  it('tintype-mobile without a model to begin from', async () => {
    expect(await refusal({ network: 'tintype-mobile' })).toMatchObject({ kind: 'bad-request' })
  })

  it('a model of another network', async () => {
    expect(await refusal({ init: 'tintype-mobile' })).toMatchObject({ kind: 'model-foreign' })
  })

  it('a run with other settings in the same folder, naming them', async () => {
    await begunIn('settings')
    expect(await refusal({ seed: 2, batch: 2 }, 'settings')).toMatchObject({
      kind: 'bad-request',
      message: expect.stringMatching(/batch, seed/),
    })
  })

  it('a damaged checkpoint', async () => {
    const checkpoints = join(await begunIn('damaged'), 'checkpoints')
    for (const name of readdirSync(checkpoints)) {
      writeFileSync(join(checkpoints, name, 'weights.safetensors'), 'damaged')
    }
    expect(await refusal({ epochs: 2 }, 'damaged')).toMatchObject({ kind: 'model-damaged' })
  })

  it('a loss that is no number, keeping the last good checkpoint', async () => {
    await begunIn('astray')
    const before = JSON.parse(readFileSync(join(root, 'astray', 'run.json'), 'utf8'))
    // A rate that no network survives, in the run as if it had been asked for.
    const spoilt = { ...before, configuration: { ...before.configuration, rate: 1 } }
    writeFileSync(join(root, 'astray', 'run.json'), JSON.stringify(spoilt))
    const error = await refusal({ epochs: 5, rate: 1 }, 'astray')
    expect(error).toMatchObject({ kind: 'training-diverged' })
    expect(error?.message).toContain(before.checkpoint)
    expect(existsSync(join(root, 'astray', before.checkpoint, 'weights.safetensors'))).toBe(true)
  })

  describe('a full disk', () => {
    const disk = join(tmpdir(), `tintype-train-full-${process.pid}`)
    // Room for photos, but not for a checkpoint.
    const isMounted = mountSmallDisk(disk, 256)
    afterAll(() => removeSmallDisk(disk, isMounted))

    it.skipIf(!isMounted)('(needs the right to mount a tmpfs)', async () => {
      const error = await train(request('unused', { output: join(disk, 'run') })).catch((thrown) => thrown)
      expect(error).toMatchObject({ kind: 'disk-full' })
    })
  })
})
