import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LookAtResult, ResultIndex } from '../../../../src/main/core/colorize/result-index.ts'

let folder: string
let index: ResultIndex

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-results-'))
  index = new ResultIndex()
})
afterEach(() => rmSync(folder, { recursive: true }))

function plant(...names: string[]): void {
  for (const name of names) writeFileSync(join(folder, name), '')
}

const provenance = { version: 2, recipe: 'r', model: '', settings: '' }
/** Results whose provenances say that they were made from their file's own name. */
const whole: LookAtResult = async (path) => ({
  provenance: { ...provenance, source: basename(path) },
  isWhole: true,
})

async function find(source: string, look = whole, recipe = 'r'): Promise<string | undefined> {
  const name = { folder, stem: 'Oma', extension: 'png' }
  const found = await index.find(name, { source, recipes: [recipe, 'former'] }, look)
  return found && basename(found)
}

describe('a result that is there already', () => {
  it('is found under its name or any number, also when those before it were deleted', async () => {
    plant('Oma.png', 'Oma-3.png', 'Oma-10.png')
    expect(await find('Oma.png')).toBe('Oma.png')
    expect(await find('Oma-3.png')).toBe('Oma-3.png')
    expect(await find('Oma-10.png')).toBe('Oma-10.png')
  })

  it('is not looked for under names of other photographs and formats', async () => {
    plant('Oma-x.png', 'Oma-2.tif', 'Oma und Opa.png', 'Oma-2-3.png', 'xOma.png')
    for (const name of ['Oma-x.png', 'Oma-2.tif', 'Oma und Opa.png', 'Oma-2-3.png', 'xOma.png']) {
      expect(await find(name), name).toBeUndefined()
    }
  })

  it('is found though the disk changed capitals or the form of accents', async () => {
    plant('OMA.PNG')
    expect(await find('OMA.PNG')).toBe('OMA.PNG')
  })

  it('has one of the recipes that count as its own', async () => {
    plant('Oma.png')
    const former: LookAtResult = async (path) => {
      const { provenance, isWhole } = await whole(path, false)
      return { provenance: provenance && { ...provenance, version: 1, recipe: 'former' }, isWhole }
    }
    expect(await find('Oma.png', former)).toBe('Oma.png')
    expect(await find('Oma.png', whole, 'another')).toBeUndefined()
  })

  it('goes to its end, and can be read', async () => {
    plant('Oma.png')
    expect(await find('Oma.png', async (path) => ({ ...(await whole(path, false)), isWhole: false }))).toBe(
      undefined,
    )
    const unreadable: LookAtResult = async () => {
      throw new Error('no picture')
    }
    expect(await find('Oma.png', unreadable)).toBeUndefined()
  })

  it('is found where it was made after its folder was listed, by us or by somebody else', async () => {
    plant('other.png')
    expect(await find('Oma-2.png')).toBeUndefined()
    plant('Oma-2.png')
    await index.add(join(folder, 'Oma-2.png'))
    expect(await find('Oma-2.png')).toBe('Oma-2.png')
    plant('Oma.png')
    expect(await find('Oma.png')).toBe('Oma.png')
  })

  it('is sought in a folder that is there', async () => {
    const name = { folder: join(folder, 'gone'), stem: 'Oma', extension: 'png' }
    await expect(index.find(name, { source: '', recipes: ['r'] }, whole)).rejects.toMatchObject({
      kind: 'output-unwritable',
    })
  })
})
