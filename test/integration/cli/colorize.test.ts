import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { album, albumOfItsOwn, one, out, plant, root, samples, wasm } from '../../fixtures/cli/album.ts'
import { run, start } from '../../fixtures/cli/run.ts'

albumOfItsOwn()

function hashes(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return Object.fromEntries(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path, createHash('sha256').update(readFileSync(path)).digest('hex')]
    }),
  )
}

/** Mean difference between the channels of a pixel: 0 for a grey picture. */
async function colourOf(path: string): Promise<number> {
  const { data } = await sharp(path)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  let sum = 0
  for (let i = 0; i < data.length; i += 3) {
    sum += Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2])
  }
  return sum / (data.length / 3)
}

describe('tintype colorize', () => {
  it('colours what can be coloured and accounts for every bad file', async () => {
    plant('hayes-1870s.jpg')
    plant('cotton-mill-1908.jpg', 'Zdjęcia/Großmutter #1 100%.jpg')
    plant('chelsea.png')
    writeFileSync(join(album, 'empty.jpg'), '')
    writeFileSync(join(album, 'text.jpg'), 'Dear grandmother, here is the photograph you asked for.')
    writeFileSync(join(album, 'torn.jpg'), readFileSync(join(samples, 'hayes-1870s.jpg')).subarray(0, 9000))
    writeFileSync(join(album, 'Thumbs.db'), 'not a picture')
    const before = hashes(album)

    const { code, lines, stderr } = await run('colorize', album, '--out', out, '--recursive', ...wasm)

    expect(code).toBe(2)
    const byName = Object.fromEntries(lines.map((line) => [basename(line.source), line]))
    expect(byName['empty.jpg']).toMatchObject({ state: 'failed', error: { kind: 'file-empty' } })
    expect(byName['text.jpg']).toMatchObject({ state: 'failed', error: { kind: 'picture-unknown' } })
    expect(byName['torn.jpg']).toMatchObject({ state: 'failed', error: { kind: 'picture-damaged' } })
    expect(byName['chelsea.png']).toMatchObject({ state: 'skipped', reason: 'already-colour' })
    expect(stderr).toContain('3 failed')
    expect(stderr).toContain('1 file left out: 1 .db')
    expect(Object.keys(hashes(out)).sort()).toEqual(
      [join(out, 'Zdjęcia/Großmutter #1 100%.png'), join(out, 'hayes-1870s.png')].sort(),
    )
    expect(await colourOf(join(out, 'hayes-1870s.png'))).toBeGreaterThan(4)
    expect(await sharp(join(out, 'hayes-1870s.png')).metadata()).toMatchObject({ width: 350, height: 425 })
    expect(hashes(album)).toEqual(before)
  })

  it('does only what is missing on a second run, and numbers what is made anew', async () => {
    plant('hayes-1870s.jpg')
    plant('cotton-mill-1908.jpg')
    expect((await run('colorize', album, '--out', out, ...one)).code).toBe(0)
    const made = hashes(out)

    rmSync(join(out, 'cotton-mill-1908.png'))
    const second = await run('colorize', album, '--out', out, ...one)
    expect(second.lines.map(({ state, reason }) => reason ?? state).sort()).toEqual(['already-made', 'done'])
    expect(Object.keys(hashes(out))).toEqual(Object.keys(made))

    const stronger = await run('colorize', album, '--out', out, '--strength', '1.4', ...one)
    expect(stronger.lines.map(({ output }) => basename(output ?? '')).sort()).toEqual([
      'cotton-mill-1908-2.png',
      'hayes-1870s-2.png',
    ])
    const again = await run('colorize', join(album, 'hayes-1870s.jpg'), '--out', out, '--again', ...one)
    expect(again.lines.map(({ output }) => basename(output ?? ''))).toEqual(['hayes-1870s-3.png'])
    expect(hashes(out)).toMatchObject({ [join(out, 'hayes-1870s.png')]: made[join(out, 'hayes-1870s.png')] })
  })

  it('refuses to put results among the originals', async () => {
    const photo = plant('hayes-1870s.jpg')
    const { code, lines } = await run('colorize', photo, '--out', album, ...one)
    expect(code).toBe(2)
    expect(lines).toMatchObject([{ state: 'failed', error: { kind: 'output-is-input' } }])
    expect(readdirSync(album)).toEqual(['hayes-1870s.jpg'])
  })

  it('leaves no half file when stopped, and goes on afterwards', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `scan ${index}.jpg`)
    for (const name of names) plant('migrant-mother-1936.jpg', name)
    // Different bytes, or the second would count as made from the same original.
    for (const name of names)
      writeFileSync(join(album, name), Buffer.concat([readFileSync(join(album, name)), Buffer.from(name)]))
    const { child, ended } = start(['colorize', album, '--out', out, '--jobs', '2', ...wasm])
    child.stdout?.once('data', () => child.kill('SIGINT'))
    const { code, lines } = await ended
    expect(code).toBe(130)
    expect(lines).toHaveLength(names.length)
    expect(lines.filter(({ state }) => state === 'failed')).toEqual([])
    const done = lines.filter(({ state }) => state === 'done').length
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(names.length)
    // A result may have got its name, whole, in the moment before its worker was ended.
    const there = readdirSync(out)
    expect(there.filter((name) => !name.endsWith('.png'))).toEqual([])
    expect(there.length).toBeGreaterThanOrEqual(done)

    const rest = await run('colorize', album, '--out', out, ...one)
    expect(rest.lines.filter(({ state }) => state === 'done')).toHaveLength(names.length - there.length)
    expect(readdirSync(out).sort()).toEqual(names.map((name) => name.replace('.jpg', '.png')).sort())
  })

  it('refuses an empty name for the folder of results', async () => {
    const { code, stderr } = await run('colorize', plant('hayes-1870s.jpg'), '--out', '', ...one)
    expect(code).toBe(1)
    expect(stderr).toContain('folder for the results is empty')
  })

  it('keeps 16 bits, and refuses them where the format has only 8', async () => {
    const path = join(album, 'deep.tif')
    await sharp(join(samples, 'hayes-1870s.jpg'))
      .toColourspace('rgb16')
      .tiff({ compression: 'lzw' })
      .toFile(path)
    await run('colorize', path, '--out', out, '--format', 'tiff', ...one)
    expect(await sharp(join(out, 'deep.tif')).metadata()).toMatchObject({
      depth: 'ushort',
      width: 350,
      height: 425,
    })
    const refused = await run('colorize', path, '--out', out, '--format', 'jpeg', '--depth', '16', ...one)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('8 bits')
  })

  it('says what is wrong when nothing can be done', async () => {
    const missing = await run('colorize', join(root, 'gone.jpg'), '--out', out, ...one)
    expect(missing).toMatchObject({ code: 2, lines: [{ error: { kind: 'file-not-found' } }] })
    const model = await run(
      'colorize',
      plant('hayes-1870s.jpg'),
      '--out',
      out,
      '--model',
      'none-such',
      ...one,
    )
    expect(model.code).toBe(1)
    expect(model.stderr).toContain('There is no model "none-such"')
  })
})

describe('what is wrong with every photograph alike', () => {
  const plantMany = (count: number): void => {
    for (let i = 0; i < count; i++) plant('hayes-1870s.jpg', `${i}.jpg`)
  }
  const times = (text: string, part: string): number => text.split(part).length - 1

  it('as a folder that is taken away, is found once, told once, and ends the batch', async () => {
    plantMany(12)
    const { child, ended } = start(['colorize', album, '--out', out, ...one])
    await once(child.stdout!, 'data')
    rmSync(out, { recursive: true })
    const { code, lines, stderr } = await ended
    expect(code).toBe(2)
    expect(existsSync(out)).toBe(false)
    expect(lines).toHaveLength(12)
    const failed = lines.filter(({ state }) => state === 'failed')
    expect(failed.map(({ error }) => error?.kind)).toEqual(['output-unwritable'])
    expect(lines.filter(({ state }) => state === 'cancelled').length).toBeGreaterThan(0)
    expect(times(stderr, `The folder ${out} is no longer there`)).toBe(1)
    expect(stderr).not.toContain('mistake of Tintype')
  })
})
