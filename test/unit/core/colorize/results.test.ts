import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findResult } from '../../../../src/main/core/colorize/results.ts'
import type { PictureFacts } from '../../../../src/shared/contract/imaging.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-results-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function plant(...names: string[]): void {
  for (const name of names) writeFileSync(join(folder, name), '')
}

/** The result whose note says that it was made from `source`, which here is its file's own name. */
async function find(source: string): Promise<string | undefined> {
  const inspect = async (path: string): Promise<PictureFacts> => ({
    ...{ format: 'png', width: 1, height: 1, depth: 8, pages: 1, remarks: [] },
    note: { source: basename(path), recipe: 'r', model: '', settings: '' },
  })
  const found = await findResult(folder, { stem: 'Oma', extension: 'png' }, { source, recipe: 'r' }, inspect)
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
})
