import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { exportSettingsSchema } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'

const awkward = join(import.meta.dirname, '../../../fixtures/awkward')

it('an export says what was typed, and is made anew when that changes', async () => {
  const folder = temporaryFolder()
  const scans = join(folder, 'scans')
  mkdirSync(scans)
  copyFileSync(join(awkward, 'm-full.jpg'), join(scans, 'grandmother.jpg'))
  const { client, through, close } = await open(join(folder, 'library'))
  try {
    await through((await client['import.start']({ paths: [scans] })).batch)
    const { ids } = await client['photos.ids']({
      query: photoQuerySchema.parse({ sort: 'name', descending: false }),
    })
    await through((await client['colorize.start']({ ids, recipe: recipeOf({ size: 128 }) })).batch)
    const settings = exportSettingsSchema.parse({
      ...{ folder: join(folder, 'out'), pattern: '{name}', format: 'png', depth: 8, metadata: true },
    })
    const exported = async (more: Partial<typeof settings> = {}) => {
      const [job] = await through(
        (await client['export.start']({ ids, settings: { ...settings, ...more } })).batch,
      )
      const packet = job.output ? (await sharp(job.output).metadata()).xmpAsString : undefined
      return { ...job, packet }
    }
    const before = await exported()
    expect(before).toMatchObject({ state: 'done', remarks: [] })
    expect(before.packet).toContain('Title here')
    expect(await exported()).toMatchObject({ reason: 'already-made', output: before.output })

    await client['photos.caption']({ id: ids[0], caption: 'Ciocia Łucja' })
    await client['photos.tag']({ ids, tag: 'Nipomo', on: true })
    await client['photos.date']({ ids, taken: '1934-07' })
    const typed = await exported()
    expect(typed.state).toBe('done')
    expect(typed.output).not.toBe(before.output)
    expect(typed.packet).toContain('Ciocia Łucja')
    expect(typed.packet).toContain('Nipomo')
    expect(typed.packet).toContain('1934-07')
    // What was typed stays when the file is read again, and an export is understood when it is imported.
    await through((await client['import.start']({ paths: [typed.output ?? ''] })).batch)
    expect((await client['photos.get']({ id: ids[0] })).taken).toBe('1934-07')
    expect(await exported()).toMatchObject({ reason: 'already-made', output: typed.output })

    // Of several albums the first by name, as people count.
    for (const name of ['Box 10', 'Box 9']) await client['albums.create']({ name, ids })
    expect(
      await client['export.preview']({ ids, settings: { ...settings, pattern: '{album} {name}' } }),
    ).toEqual({
      names: ['Box 9 grandmother.png'],
    })

    // Without metadata nothing is said, whatever was typed.
    const bare = await exported({ metadata: false })
    expect(bare.state).toBe('done')
    expect(bare.packet).not.toContain('Łucja')
  } finally {
    await close()
  }
})

it('what files and sidecars say becomes caption, date and tags, and goes into exports', async () => {
  const folder = temporaryFolder()
  const scans = join(folder, 'scans')
  cpSync(join(awkward, 'sidecar'), scans, { recursive: true })
  copyFileSync(join(awkward, 'm-full.jpg'), join(scans, 'full.jpg'))
  const { client, through, close } = await open(join(folder, 'library'))
  try {
    await through((await client['import.start']({ paths: [scans] })).batch)
    const { ids } = await client['photos.ids']({
      query: photoQuerySchema.parse({ sort: 'name', descending: false }),
    })
    const [full, beach] = await Promise.all(ids.map((id) => client['photos.get']({ id })))
    expect(full.tags).toEqual(['a', 'family', 'Nipomo'])
    expect(beach).toMatchObject({ taken: '1934', caption: expect.stringMatching(/Aunt/) })

    // A tag that was taken away does not come back with the file.
    await client['photos.tag']({ ids: [full.id], tag: 'family', on: false })
    await through((await client['import.start']({ paths: [scans] })).batch)
    expect((await client['photos.get']({ id: full.id })).tags).toEqual(['a', 'Nipomo'])

    await through((await client['colorize.start']({ ids, recipe: recipeOf({ size: 128 }) })).batch)
    const settings = exportSettingsSchema.parse({
      ...{ folder: join(folder, 'out'), pattern: '{name}', format: 'tiff', depth: 8, metadata: true },
    })
    const jobs = await through((await client['export.start']({ ids: [beach.id], settings })).batch)
    const { xmpAsString } = await sharp(jobs[0].output ?? '').metadata()
    expect(xmpAsString).toContain('Aunt')
    expect(xmpAsString).toContain('1934')
  } finally {
    await close()
  }
})
