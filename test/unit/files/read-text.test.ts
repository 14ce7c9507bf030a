import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readText } from '../../../src/main/files/read-text.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-text-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('reads a small file', async () => {
  writeFileSync(join(folder, 'model.json'), '{"title":"Großmutter"}')
  expect(await readText(join(folder, 'model.json'))).toBe('{"title":"Großmutter"}')
})

it.skipIf(process.platform === 'win32')('refuses what might never end', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.json')])
  await expect(readText(join(folder, 'pipe.json'))).rejects.toThrow('is no file')
  await expect(readText('/dev/zero')).rejects.toThrow('is no file')
})

it('refuses what is too large', async () => {
  writeFileSync(join(folder, 'large.json'), Buffer.alloc(2 ** 20 + 1))
  await expect(readText(join(folder, 'large.json'))).rejects.toThrow('too many')
})
