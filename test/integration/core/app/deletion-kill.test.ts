import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openLibrary } from '../../../../src/main/core/library/index.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { open, temporaryFolder } from '../../../fixtures/app/open.ts'
import { picture } from '../../../unit/core/library/fixture.ts'

const program = fileURLToPath(new URL('../../../fixtures/kill/deleting.ts', import.meta.url))
const photos = 600

it('a kill while photos are deleted for good leaves no photo without its file, and what is left over is found', {
  timeout: 120_000,
}, async () => {
  const library = join(temporaryFolder(), 'library')
  const day = join(library, 'originals', '2026-11-24')
  mkdirSync(day, { recursive: true })
  const paths = Array.from({ length: photos }, (_, i) => join(day, `${i}.png`))
  for (const path of paths) writeFileSync(path, path)
  const made = await openLibrary(library)
  made.intake.enter(paths.map((path) => picture(path)))
  await made.close()

  let before = photos
  for (const delay of [0, 15, 40, 90, 160]) {
    const core = fork(program, [library])
    await once(core, 'message')
    await sleep(delay)
    core.kill('SIGKILL')
    await once(core, 'exit')

    const { client, app, close } = await open(library)
    const known = await Promise.all(
      (['all', 'removed'] as const).map(async (smart) => {
        const { ids } = await client['photos.ids']({ query: photoQuerySchema.parse({ smart }) })
        return Promise.all(ids.map(async (id) => (await client['photos.get']({ id })).path))
      }),
    )
    const named = new Set(known.flat())
    const files = readdirSync(app.uploads.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const there = new Set(files.map(({ parentPath, name }) => join(parentPath, name)))
    expect([...named].filter((path) => !there.has(path))).toEqual([])
    const { originals } = await client['library.check']({})
    expect(originals.files).toBe(there.size - named.size)
    expect(await client['library.clean']({})).toMatchObject({ files: originals.files })
    expect(named.size).toBeLessThanOrEqual(before)
    before = named.size
    await close()
  }
  expect(before).toBeLessThan(photos)
})
