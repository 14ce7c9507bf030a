import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ImagingContract, imagingContract, type Picture } from '../../../src/shared/contract/imaging.ts'
import { TintypeError } from '../../../src/shared/errors.ts'
import { type Connection, connect } from '../../../src/shared/rpc/channel.ts'
import type { Client } from '../../../src/shared/rpc/contract.ts'
import { samples } from '../../corpus/samples.ts'

const entry = fileURLToPath(new URL('../../../src/main/imaging/main.ts', import.meta.url))
let child: ChildProcess
let connection: Connection<typeof imagingContract>
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-imaging-'))
  child = fork(entry, ['--threads', '2'], { serialization: 'advanced' })
  const said = await new Promise((resolve) => child.once('message', resolve))
  expect(said).toEqual({ ready: true })
  connection = connect(
    imagingContract,
    { post: (message) => child.send(message as object), listen: (listener) => child.on('message', listener) },
    30_000,
  )
})

afterAll(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  connection.close(new TintypeError('cancelled', 'The test is over.'))
  child.disconnect()
  expect(await ended).toBe(0)
  rmSync(folder, { recursive: true })
})

const provenance = { version: 2, source: 'a', recipe: 'b', model: 'm', settings: 's' }
const settings = { upsampling: 'edge-aware' } as const

type Finish = Parameters<Client<ImagingContract>['finish']>
type FinishAnswers = Finish[1]

/** A result of a photo that is to be `name` in a folder of its own. */
function result(name: string, more: Partial<Finish[0]> = {}): Finish[0] {
  const into = join(folder, name)
  mkdirSync(into, { recursive: true })
  return {
    ...{ picture: samples.hayes, ab: brown, settings, format: 'png', depth: 8, provenance, metadata: true },
    ...{ folder: into, stem: name, extension: 'png', known: [] },
    ...more,
  }
}

const brown = { data: Float32Array.of(20, 10), width: 1, height: 1 }
const yes: FinishAnswers = { written: () => ({}), verified: () => ({}) }

it('carries a photo from its file to a verified result', async () => {
  const { client } = connection
  const told: unknown[] = []
  const seen = await client.read(
    { picture: samples.cottonMill, size: 256, identify: true },
    {
      identified: ({ info, file }) => {
        told.push([info.width, info.height, file?.hash])
        return true
      },
    },
  )
  const hash = createHash('sha256').update(readFileSync(samples.cottonMill)).digest('hex')
  const { width: fullWidth, height: fullHeight } = await sharp(samples.cottonMill).metadata()
  expect(told).toEqual([[fullWidth, fullHeight, hash]])
  if (!seen) throw new Error('nothing was seen')
  expect(seen.colour).toBe('toned')
  expect(seen.l.data).toBeInstanceOf(Float32Array)
  const [width, height] = [seen.l.width / 2, seen.l.height / 2]
  const data = Float32Array.from({ length: 2 * width * height }, (_, i) => 20 * Math.sin(i))
  const order = result('mill', { picture: samples.cottonMill, ab: { data, width, height } })
  const steps: [string, string[]][] = []
  const finished = await client.finish(order, {
    written: () => {
      steps.push(['written', readdirSync(order.folder).map((name) => extname(name))])
      return {}
    },
    verified: () => {
      steps.push(['verified', readdirSync(order.folder).map((name) => extname(name))])
      return {}
    },
  })
  expect(steps).toEqual([
    ['written', ['.tintype-part']],
    ['verified', ['.tintype-part']],
  ])
  expect(readdirSync(order.folder)).toEqual(['mill.png'])
  expect(finished).toMatchObject({ path: join(order.folder, 'mill.png'), isNew: true })
  expect(Math.min(...Object.values(finished.ms))).toBeGreaterThan(0)
  expect(finished.bytes).toBe(statSync(finished.path).size)
  expect(await client.finishedResult({ path: finished.path, inFull: true })).toEqual({
    provenance,
    isWhole: true,
  })
})

it('decodes nothing when nobody wants to go on', async () => {
  const { client } = connection
  expect(await client.read({ picture: samples.hayes, size: 256 }, { identified: () => false })).toBeNull()
})

it.each(['written', 'verified'] as const)(
  'waits for the answer to %s, and leaves nothing behind where it is no',
  async (step) => {
    const order = result(`refused ${step}`)
    const refuse = async (): Promise<never> => {
      await sleep(300)
      // Whoever does not wait has given the final name by now.
      expect(readdirSync(order.folder).map((name) => extname(name))).toEqual(['.tintype-part'])
      throw new TintypeError('file-unreadable', 'It was written to.')
    }
    await expect(connection.client.finish(order, { ...yes, [step]: refuse })).rejects.toMatchObject({
      kind: 'file-unreadable',
      message: 'It was written to.',
    })
    expect(readdirSync(order.folder)).toEqual([])
  },
)

it('gives no second name to the same result, and one to a result that was cut', async () => {
  const { client } = connection
  for (const [format, extension] of [
    ['png', 'png'],
    ['jpeg', 'jpg'],
    ['tiff', 'tif'],
    ['webp', 'webp'],
  ] as const) {
    const order = result(`same ${format}`, { format, extension, known: ['other', provenance.recipe] })
    const { path } = await client.finish(order, yes)
    expect(await client.finish(order, yes), format).toMatchObject({ path, isNew: false })
    expect(await client.finish({ ...order, known: ['other'] }, yes), format).toMatchObject({ isNew: true })
    truncateSync(path, Math.floor(0.6 * statSync(path).size))
    rmSync(path.replace('.', '-2.'))
    expect(await client.finish(order, yes), format).toMatchObject({ isNew: true })
    expect(readdirSync(order.folder), format).toHaveLength(2)
  }
})

it('composes in memory and in a file alike', async () => {
  const { client } = connection
  const bilinear = { upsampling: 'bilinear' } as const
  const rgb = await client.composePixels({ picture: samples.hayes, ab: brown, settings: bilinear })
  const { path } = await client.finish(result('alike', { settings: bilinear }), yes)
  expect(Buffer.compare(await sharp(path).raw().toBuffer(), Buffer.from(rgb.data))).toBe(0)
})

it('clears a folder of what processes that ended have left, and of nothing else', async () => {
  const into = result('cleared').folder
  const gone = 99_999_999
  const left = [`.${gone}-0.tintype-part`, `.${gone}-${process.pid}-1.tintype-part`]
  left.push(`.${process.pid}-${gone}-1.tintype-part`, `.${gone}-7.tintype-part_exiftool_tmp`)
  const kept = [`.${process.pid}-0.tintype-part`, `.${process.pid}-${process.pid}-1.tintype-part`]
  kept.push(`.${gone}-0.png`, `.${process.pid}-7.tintype-part_exiftool_tmp`, 'scan.png')
  for (const name of [...left, ...kept]) writeFileSync(join(into, name), 'half a picture')
  mkdirSync(join(into, `.${gone}-1.tintype-part`))
  await connection.client.sweep({ folder: into })
  expect(readdirSync(into).sort()).toEqual([...kept, `.${gone}-1.tintype-part`].sort())
})

it('cuts centre squares to a multiple of 32 without enlarging, as pixels and as the same PNG', async () => {
  const { client } = connection
  const small = await sharp(samples.coffee).resize(300, 203).png().toBuffer()
  const { rgb, png } = await client.centreSquare({ picture: Uint8Array.from(small) as Picture, size: 256 })
  expect([rgb.width, rgb.height]).toEqual([192, 192])
  expect(Buffer.compare(await sharp(png).raw().toBuffer(), Buffer.from(rgb.data))).toBe(0)
  const large = await client.centreSquare({ picture: samples.coffee, size: 256 })
  expect(large.rgb.width).toBe(256)
})

it('lays out contact sheets', async () => {
  const output = join(folder, 'sheet.jpg')
  const pair: [Picture, Picture] = [samples.hayes, samples.detroit]
  const size = await connection.client.contactSheet({
    pairs: [pair, pair, pair],
    columns: 2,
    cell: 100,
    output,
  })
  expect(size).toEqual({ width: 440, height: 224 })
  expect(await sharp(output).metadata()).toMatchObject({ format: 'jpeg', ...size })
})

it('names its libraries', async () => {
  expect((await connection.client.describe({})).versions).toHaveProperty('vips')
})

it('answers with typed errors and goes on', async () => {
  const { client } = connection
  await expect(client.describePhoto({ picture: join(folder, 'gone.jpg') })).rejects.toMatchObject({
    kind: 'file-not-found',
  })
  await expect(
    client.read({ picture: samples.hayes, size: 100 as 128 }, { identified: () => true }),
  ).rejects.toMatchObject({ kind: 'bad-request' })
  expect((await client.describePhoto({ picture: samples.hayes })).format).toBe('jpeg')
})
