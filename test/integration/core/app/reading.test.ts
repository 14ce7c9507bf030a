import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { adjustmentsSchema } from '../../../../src/shared/contract/library.ts'
import { samples } from '../../../corpus/samples.ts'
import { open, temporaryFolder } from '../../../fixtures/app/open.ts'

const awkward = join(import.meta.dirname, '../../../fixtures/awkward')
const recipe = {
  ...{ model: 'tintype-mobile', size: 128 as const, flipAveraged: false, hints: [] },
  adjustments: adjustmentsSchema.parse({}),
}

it('keeps remarks with photos, names what is left out, and reads damaged photos when it is told to', async () => {
  const root = temporaryFolder()
  const folder = join(root, 'scans')
  mkdirSync(folder)
  cpSync(join(awkward, 'ignored'), folder, { recursive: true })
  for (const name of ['j-cut-last1pc.jpg', 'j-noeoi.jpg', 'datestamp-orange.png', 'heic.heic']) {
    copyFileSync(join(awkward, name), join(folder, name))
  }
  copyFileSync(samples.hayes, join(folder, 'hayes.jpg'))
  writeFileSync(join(folder, 'NOTES'), 'x')

  const { client, through } = await open(join(root, 'library'))
  const { batch } = await client['import.start']({ paths: [folder] })
  const outcomes = (await through(batch)).map(({ path, state, error }) => [
    path.slice(folder.length + 1),
    error?.kind ?? state,
  ])
  expect(Object.fromEntries(outcomes)).toEqual({
    'datestamp-orange.png': 'done',
    'hayes.jpg': 'done',
    'heic.heic': 'picture-unsupported',
    'j-cut-last1pc.jpg': 'picture-damaged',
    'j-noeoi.jpg': 'done',
    'mpo.mpo': 'done',
  })
  const { batches } = await client['batches.list']({})
  expect(batches).toMatchObject([{ id: batch, leftOut: { '': 1, '.bmp': 1, '.jxl': 1 } }])

  await client['batches.acceptDamaged']({ id: batch })
  const jobs = await through(batch)
  const states = Object.fromEntries(jobs.map(({ photo, state }) => [photo?.name, state]))
  expect(states).toMatchObject({ 'j-cut-last1pc.jpg': 'done', 'heic.heic': 'failed' })
  const idOf = (name: string): number => jobs.find(({ photo }) => photo?.name === name)?.photo?.id ?? 0
  const remarksOf = async (name: string) => (await client['photos.get']({ id: idOf(name) })).remarks
  expect(await remarksOf('j-noeoi.jpg')).toEqual([{ kind: 'end-missing' }])
  expect(await remarksOf('datestamp-orange.png')).toMatchObject([{ kind: 'coloured-marks' }])
  expect(await remarksOf('hayes.jpg')).toEqual([])
  const cut = idOf('j-cut-last1pc.jpg')
  expect(await client['photos.get']({ id: cut })).toMatchObject({
    state: 'present',
    error: null,
    remarks: [{ kind: 'damaged', number: expect.any(Number) }],
  })

  // What has true colour is left alone among others, and named by its reason.
  const ids = [cut, idOf('datestamp-orange.png')]
  const colour = await client['colorize.start']({ ids, recipe, recolour: false })
  const coloured = await through(colour.batch)
  expect(coloured.map(({ photo, state, reason }) => [photo?.id, state, reason])).toEqual([
    [cut, 'done', null],
    [idOf('datestamp-orange.png'), 'skipped', 'coloured-marks'],
  ])

  const out = join(root, 'out')
  mkdirSync(out)
  const settings = {
    folder: out,
    format: 'png' as const,
    depth: 8 as const,
    pattern: '{name}',
    metadata: true,
  }
  const exported = await client['export.start']({ ids: [cut], settings })
  expect(await through(exported.batch)).toMatchObject([{ state: 'done' }])
  const [result = ''] = readdirSync(out)
  const { xmpAsString } = await sharp(join(out, result)).metadata()
  expect(xmpAsString).toMatch(/tintype:settings="[^"]*the original is damaged/)
})
