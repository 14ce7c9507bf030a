// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openApp } from './open-app.tsx'

const photos = () => within(screen.getByRole('listbox', { name: 'Photos' }))
const option = async (name: RegExp) => photos().findByRole('option', { name })

test('an empty library says what to do, and the sample album comes in colour', async () => {
  const { user } = openApp()
  await screen.findByRole('heading', { name: 'Bring your photographs back to colour' })
  await user.click(screen.getByRole('button', { name: 'Try the sample album' }))
  expect(await screen.findByRole('option', { name: /harbour\.jpg, Coloured/ })).toBeTruthy()
})

test('photos stand under their months, with what is to be known in their names', async () => {
  openApp({ photos: 12 })
  expect(await option(/1896\.jpg, Not yet coloured, Favourite/)).toBeTruthy()
  expect(screen.getByText('January 1890')).toBeTruthy()
  expect(screen.getByText('Without a date')).toBeTruthy()
})

test('click, Shift and Ctrl select; the bar colours what is selected', async () => {
  const { user, called } = openApp({ photos: 10 })
  await option(/1890/)
  await user.click(screen.getByRole('combobox', { name: 'Sort by' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'name')
  const [first, , third, , fifth] = await photos().findAllByRole('option')
  await user.click(first)
  await user.keyboard('{Shift>}')
  await user.click(third)
  await user.keyboard('{/Shift}{Control>}')
  await user.click(fifth)
  await user.keyboard('{/Control}')
  const bar = within(screen.getByRole('toolbar', { name: 'Actions for the selection' }))
  expect(bar.getByText('4 selected')).toBeTruthy()
  await user.click(bar.getByRole('button', { name: 'Colour' }))
  await waitFor(() => expect(called('colorize.start')).toHaveLength(1))
  expect(called('colorize.start')[0]).toMatchObject({
    ids: [1, 2, 3, 5],
    recipe: { size: 256 },
    recolour: false,
  })
  expect(await option(/1890\.jpg, Coloured/)).toBeTruthy()
})

test('the keyboard walks, selects all and opens', async () => {
  const { user } = openApp({ photos: 10 })
  await option(/1890/)
  screen.getByRole('listbox', { name: 'Photos' }).focus()
  await user.keyboard('{ArrowRight}{ArrowRight}')
  expect(photos().getAllByRole('option', { selected: true })).toHaveLength(1)
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}')
  expect(photos().getAllByRole('option', { selected: true })).toHaveLength(2)
  await user.keyboard('{Control>}a{/Control}')
  await screen.findAllByText('10 selected')
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('button', { name: 'Colour this photo' })).toBeTruthy()
})

test('removing can be undone', async () => {
  const { user, called } = openApp({ photos: 4 })
  await user.click(await option(/1891/))
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  await waitFor(() => expect(photos().queryByRole('option', { name: /1891/ })).toBeNull())
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await option(/1891/)).toBeTruthy()
  expect(called('library.undo')).toHaveLength(1)
})

test('Ctrl Z takes back one act after the other, and Ctrl Y does them again', async () => {
  const { user, core } = openApp({ photos: 4 })
  await user.click(await option(/1891/))
  await user.click(screen.getByRole('button', { name: 'Favourite' }))
  expect(await option(/1891.*Favourite/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Tag' }))
  await user.click(await screen.findByRole('menuitem', { name: 'New tag…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Tag' }), 'Oma{Enter}')
  await waitFor(() => expect(core.photos[1].tags).toEqual(['Oma']))
  await screen.findByText('Tagged Oma.')
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(core.photos[1].tags).toEqual([]))
  await screen.findByText('Undone.')
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(core.photos[1].favourite).toBe(false))
  await waitFor(() => expect(screen.getAllByText('Undone.')).toHaveLength(2))
  await user.keyboard('{Control>}y{/Control}')
  await waitFor(() => expect(core.photos[1].favourite).toBe(true))
})

test('a date is set as precisely as it is known; what is none is said', async () => {
  const { user, core, called } = openApp({ photos: 4 })
  await user.click(await option(/1891/))
  await user.click(screen.getByRole('button', { name: 'Date…' }))
  const box = await screen.findByRole('textbox', { name: 'Taken' })
  await user.type(box, '30.2.1936')
  expect((await screen.findByRole('alert')).textContent).toBe('This is no date from 1800 to 2100.')
  await user.keyboard('{Enter}')
  expect(called('photos.date')).toHaveLength(0)
  await user.clear(box)
  await user.type(box, '3.1936{Enter}')
  await waitFor(() => expect(core.photos[1].taken).toBe('1936-03'))
  await screen.findByText('Date of 1 photo set.')
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(core.photos[1].taken).not.toBe('1936-03'))
})

test('searching narrows the view, and nothing found has a way back', async () => {
  const { user } = openApp({ photos: 12 })
  await option(/1890/)
  await user.type(screen.getByRole('searchbox', { name: 'Search photos' }), '1895')
  await waitFor(() => expect(photos().getAllByRole('option')).toHaveLength(1))
  await user.type(screen.getByRole('searchbox'), 'x')
  await user.click(await screen.findByRole('button', { name: 'Show all photos' }))
  expect(await option(/1890/)).toBeTruthy()
})

test('a new album is made from the selection and shown in the sidebar', async () => {
  const { user, called } = openApp({ photos: 4 })
  await user.click(await option(/1891/))
  await user.click(screen.getByRole('button', { name: 'Album' }))
  await user.click(await screen.findByRole('menuitem', { name: 'New album…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Album name' }), 'Grandmother')
  await user.click(screen.getByRole('button', { name: 'Create' }))
  expect(await screen.findByRole('button', { name: /^Grandmother/ })).toBeTruthy()
  expect(called('albums.create')).toEqual([{ name: 'Grandmother', ids: [2] }])
})

test('files dropped anywhere are added', async () => {
  const { called } = openApp({ photos: 2 })
  await option(/1890/)
  const drop = new Event('drop', { bubbles: true, cancelable: true })
  const files = [new File(['x'], 'aunt.tif')]
  Object.assign(drop, { dataTransfer: { types: ['Files'], files } })
  screen.getByRole('main').dispatchEvent(drop)
  await waitFor(() => expect(called('import.start')).toEqual([{ paths: ['/dropped/aunt.tif'] }]))
  expect(await option(/aunt\.tif/)).toBeTruthy()
})

test('a long list is loaded page by page, and only what is in sight exists', async () => {
  const { called } = openApp({ photos: 1400 })
  await screen.findByText('1,400 photos')
  expect((await photos().findAllByRole('option')).length).toBeLessThan(120)
  expect(photos().getAllByRole('option')[0].getAttribute('aria-setsize')).toBe('1400')
  expect(called('photos.page').every((args) => (args as { limit: number }).limit === 500)).toBe(true)
})

test('a deleted album comes back with its photos by Undo', async () => {
  const { user, core } = openApp({ photos: 4 })
  await user.click(await option(/1891/))
  await user.click(screen.getByRole('button', { name: 'Album' }))
  await user.click(await screen.findByRole('menuitem', { name: 'New album…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Album name' }), 'Attic')
  await user.click(screen.getByRole('button', { name: 'Create' }))
  await user.click(await screen.findByRole('button', { name: 'Album Attic: more' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Attic/ })).toBeNull())
  await user.click((await screen.findAllByRole('button', { name: 'Undo' })).at(-1)!)
  await screen.findByRole('button', { name: /^Attic/ })
  expect(core.photos[1].albums).toHaveLength(1)
})

test('removed photos are deleted for good only after what goes was read', async () => {
  const { user, core, called } = openApp({ photos: 4 })
  await user.click(await option(/1891/))
  await user.keyboard('{Shift>}')
  await user.click(await option(/1890/))
  await user.keyboard('{/Shift}')
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  await user.click(screen.getByRole('button', { name: 'Removed' }))
  await user.click(await option(/1891/))
  await user.keyboard('{Control>}')
  await user.click(await option(/1890/))
  await user.keyboard('{/Control}')
  await user.click(screen.getByRole('button', { name: 'Delete for good…' }))
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete 2 photos for good?' }))
  expect(
    dialog.getByText(/cannot be undone.*1 copy .*2 MB.*Originals elsewhere are not touched/),
  ).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Cancel' }))
  expect(called('photos.deleteForGood')).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Delete for good…' }))
  await user.click(await screen.findByRole('button', { name: 'Delete for good' }))
  expect(await screen.findByText('2 photos deleted for good. 2 MB freed.')).toBeTruthy()
  expect(core.photos).toHaveLength(2)
})

test('colouring says what it left alone, colours it beside on demand, and is undone by Ctrl Z', async () => {
  const { user, core } = openApp({ photos: 3 })
  const photo = core.photos[1]
  const recipe = { model: 'tintype-mobile', size: 256 as const, adjustments: { temperature: 0.4 } }
  const given = { photo: photo.id, hash: photo.hash, writer: 'a window', version: null, weights: 'w' }
  await core.host().client['drafts.save']({ ...given, recipe })
  await user.click(await option(/1891.*Has a draft/))
  await user.keyboard('{Control>}a{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Colour' }))
  const another = await screen.findByRole('button', { name: 'New version for it' })
  // For a moment the list of notices, which takes no clicks while it is empty, does not know of it.
  await waitFor(() =>
    expect(screen.getByRole('region', { name: /Notifications/ }).style.pointerEvents).toBe(''),
  )
  await user.click(another)
  await waitFor(() => expect(core.versions.map((version) => version.photo).sort()).toEqual([1, 2, 3]))
  expect(core.drafts).toMatchObject([{ recipe: { adjustments: { temperature: 0.4 } } }])
  screen.getByRole('listbox', { name: 'Photos' }).focus()
  await waitFor(() => expect(core.photos[1].version).not.toBeNull())
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(core.photos[1].version).toBeNull())
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(core.versions).toEqual([]))
})
