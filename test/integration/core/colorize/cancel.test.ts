import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appRoot, openCore } from '../../../../src/main/core/index.ts'
import { defaultColorizeSettings } from '../../../../src/shared/contract/colorize.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tintype-cancel-'))
})
afterEach(() => rmSync(root, { recursive: true }))

it('ends every worker at once when cancelled, and starts none for photographs that wait between two steps', async () => {
  const names = Array.from({ length: 7 }, (_, index) => join(root, `scan ${index}.jpg`))
  for (const path of names) copyFileSync(join(appRoot, 'samples', 'hayes-1870s.jpg'), path)
  const controller = new AbortController()
  const core = await openCore({ engine: 'wasm', jobs: 7 })
  try {
    const output = join(root, 'out')
    const { counts } = await core.colorize(
      {
        ...{ inputs: names, output, settings: defaultColorizeSettings },
        ...{ recursive: false, recolour: false, again: false },
      },
      { onSettled: ({ state }) => state === 'done' && controller.abort() },
      controller.signal,
    )
    expect(counts).toMatchObject({ failed: 0, running: 0, queued: 0 })
    expect(counts.cancelled).toBeGreaterThan(0)
    expect([...(await core.imaging.pids()), ...(await core.engine.pids())]).toEqual([])
    expect(readdirSync(output).filter((name) => !name.endsWith('.png'))).toEqual([])
  } finally {
    await core.close()
  }
})
