import { expect, it } from 'vitest'
import { type VersionsContext, versionHandlers } from '../../../../src/main/core/develop/version-handlers.ts'
import { AppEventHub } from '../../../../src/main/core/events.ts'
import type { BatchStarter } from '../../../../src/main/core/jobs/batch-starter.ts'
import { CurrentFiles } from '../../../../src/main/core/photos/current-files.ts'
import { enter, flat, libraryInMemory, picture, recipe } from '../library/fixture.ts'

it('keeps colours only of the picture that they were made of', async () => {
  const { library } = libraryInMemory()
  const [photo] = enter(library, '/a.jpg')
  const files = new CurrentFiles(library, undefined as never, '/originals', () => {})
  const context = { library, files, events: new AppEventHub(() => []) } as VersionsContext
  const handlers = versionHandlers(context, {} as BatchStarter)
  const { hash } = library.photos.file(photo)
  const asked = { photo, hash, name: 'mine', recipe: recipe(), ab: flat(1) }
  expect(await handlers['versions.create'](asked)).toMatchObject({ current: true })

  library.intake.enter([picture('/a.jpg', { hash: 'turned' })])
  await expect(handlers['versions.create'](asked)).rejects.toMatchObject({ kind: 'file-unreadable' })
  expect(library.versions.of(photo)).toHaveLength(1)
  expect(await handlers['versions.create']({ ...asked, hash: 'turned' })).toMatchObject({ current: true })
  // Of a model that has changed since: named as what they are.
  const past = { ...asked, hash: 'turned', weights: 'of before' }
  expect(await handlers['versions.create'](past)).toMatchObject({ weights: 'of before' })

  // Of a model that was removed: what was kept of it can be kept with other sliders, too.
  const gone = { ...recipe({ model: 'gone' }), adjustments: { ...recipe().adjustments, strength: 0.5 } }
  const kept = await handlers['versions.create']({ ...past, recipe: gone, weights: 'of the gone' })
  expect(kept).toMatchObject({ weights: 'of the gone', recipe: gone })
})
