import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { imagingContract, type Picture } from '../../../src/shared/contract/imaging.ts'
import { TintypeError } from '../../../src/shared/errors.ts'
import { type Connection, connect } from '../../../src/shared/rpc/channel.ts'
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

const note = { source: 'a', recipe: 'b', model: 'm', settings: 's' }
const settings = { strength: 1, upsampling: 'edge-aware' } as const

it('carries a photo from its file to a verified result', async () => {
  const { client } = connection
  const { l, colour } = await client.prepare({ picture: samples.cottonMill, size: 256 })
  expect(colour).toBe('toned')
  expect(l.data).toBeInstanceOf(Float32Array)
  const [width, height] = [l.width / 2, l.height / 2]
  const ab = {
    data: Float32Array.from({ length: 2 * width * height }, (_, i) => 20 * Math.sin(i)),
    width,
    height,
  }
  const temporary = join(folder, 'x.tintype-part')
  const { written, ms } = await client.compose({
    picture: samples.cottonMill,
    ab,
    settings,
    temporary,
    format: 'jpeg',
    depth: 8,
    note,
  })
  expect(Math.min(...Object.values(ms))).toBeGreaterThan(0)
  const { bytes } = await client.verify({ temporary, written })
  const { path } = await client.publish({ temporary, folder, stem: 'mill', extension: 'jpg' })
  expect(path).toBe(join(folder, 'mill.jpg'))
  expect(bytes).toBeGreaterThan(10_000)
  expect((await client.inspect({ picture: path })).note).toEqual(note)
})

it('composes in memory and in a file alike', async () => {
  const { client } = connection
  const ab = { data: Float32Array.of(20, -10), width: 1, height: 1 }
  const bilinear = { strength: 1, upsampling: 'bilinear' } as const
  const rgb = await client.composePixels({ picture: samples.hayes, ab, settings: bilinear })
  const temporary = join(folder, 'y.tintype-part')
  await client.compose({
    picture: samples.hayes,
    ab,
    settings: bilinear,
    temporary,
    format: 'png',
    depth: 8,
    note,
  })
  expect(Buffer.compare(await sharp(temporary).raw().toBuffer(), Buffer.from(rgb.data))).toBe(0)
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
  await expect(client.inspect({ picture: join(folder, 'gone.jpg') })).rejects.toMatchObject({
    kind: 'file-not-found',
  })
  await expect(client.prepare({ picture: samples.hayes, size: 100 as 128 })).rejects.toMatchObject({
    kind: 'bad-request',
  })
  expect((await client.inspect({ picture: samples.hayes })).format).toBe('jpeg')
})
