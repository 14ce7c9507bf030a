// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { call, click, done, give, goTo, makePalette, point, withHints } from './hint-steps.tsx'

test('a colour is found by its name, whatever the case, and by what is in a palette or in the photo', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  const picker = await point('1891', 300)
  const search = picker.getByRole('searchbox', { name: 'Search by name' })
  await app.user.type(search, 'COAT')
  const found = within(picker.getByRole('toolbar', { name: 'Found' }))
  expect(found.getAllByRole('button').map((button) => button.textContent)).toEqual(['Coat'])
  await app.user.clear(search)
  await app.user.type(search, 'nothing like it')
  expect(picker.getByText('No colour of that name')).toBeTruthy()
  await app.user.clear(search)
  await app.user.type(search, 'grey f{Enter}')
  expect(await screen.findByRole('button', { name: 'Hint 3, Field grey' })).toBeTruthy()
})

test('colours given are kept for other photos, and those of the photo are at hand', async () => {
  const app = await withHints()
  expect(app.core.settings.recentColours).toEqual([
    { a: 38, b: 12 },
    { a: -8, b: 4, name: 'Coat' },
  ])
  const names = (group: HTMLElement) =>
    within(group)
      .getAllByRole('button')
      .map((button) => button.getAttribute('aria-label'))
  let picker = await point('1891', 300)
  expect(names(picker.getByRole('toolbar', { name: 'In this photo' }))).toEqual(['Coat', 'Wine red'])
  await app.user.keyboard('{Escape}')
  await goTo(app, '1892')
  picker = await point('1892', 300)
  expect(picker.queryByRole('toolbar', { name: 'In this photo' })).toBeNull()
  expect(names(picker.getByRole('toolbar', { name: 'Recent' }))).toEqual(['Wine red', 'Coat'])
  // Taken from the photo, it is remembered; looked at or taken back, it is not.
  await app.user.click(picker.getByRole('button', { name: 'Take from this photo' }))
  click('1892', 600, 100)
  await screen.findByRole('button', { name: /^Hint 1,/ })
  await done(app)
  await waitFor(() => expect(app.core.settings.recentColours).toHaveLength(3))
  picker = await point('1892', 700)
  await give(app, picker, 'Navy blue')
  await app.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(app.core.settings.recentColours).toHaveLength(3)
})

test('hints become a palette, and on the next photo a click gives colour and name', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  expect(app.core.palettes.list).toMatchObject([
    {
      name: 'Uniform',
      colours: [
        { name: 'Coat', a: -8, b: 4 },
        { a: 38, b: 12 },
      ],
    },
  ])
  await goTo(app, '1892')
  const picker = await point('1892', 500)
  const palette = within(await picker.findByRole('toolbar', { name: 'Palette' }))
  await app.user.click(palette.getByRole('button', { name: 'Coat' }))
  expect(await screen.findByRole('button', { name: 'Hint 1, Coat' })).toBeTruthy()
  await waitFor(() =>
    expect(app.core.drafts.at(-1)?.recipe.hints).toMatchObject([{ a: -8, b: 4, name: 'Coat' }]),
  )
  // The name came with the colour, and goes with it; one that a person gave stays.
  await give(app, picker, 'Brick')
  expect(await screen.findByRole('button', { name: 'Hint 1, Brick' })).toBeTruthy()
  await call(app, picker, 'Chimney')
  await give(app, picker, 'Terracotta')
  expect(await screen.findByRole('button', { name: 'Hint 1, Chimney' })).toBeTruthy()
})

test('palettes are renamed, thinned out, exported, imported, and come back after being deleted', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  await app.user.click(screen.getByRole('button', { name: 'Palettes…' }))
  await app.user.click(await screen.findByRole('button', { name: 'Rename palette Uniform' }))
  const field = await screen.findByRole('textbox', { name: 'Name of the palette' })
  await app.user.clear(field)
  await app.user.type(field, 'Grandfather{Enter}')
  await app.user.click(
    await screen.findByRole('button', { name: 'Take Wine red out of palette Grandfather' }),
  )
  await waitFor(() =>
    expect(app.core.palettes.list).toMatchObject([{ name: 'Grandfather', colours: [{ name: 'Coat' }] }]),
  )
  await app.user.click(await screen.findByRole('button', { name: 'Export palette Grandfather as a file' }))
  await screen.findAllByText('Exported to /results/family/Grandfather.json.')
  const imports = screen.getByRole('button', { name: 'Import a palette…' })
  await app.user.click(imports)
  await screen.findByRole('region', { name: 'Aunt' })
  await app.user.click(imports)
  await screen.findByRole('region', { name: 'Aunt (2)' })
  app.core.chosenPalette = '{"swatches":[]}'
  await app.user.click(imports)
  await screen.findAllByText(
    /^This file is no palette .* Choose a file that Tintype exported a palette to\.$/,
  )
  expect(app.core.palettes.list).toHaveLength(3)

  await app.user.click(screen.getByRole('button', { name: 'Delete palette Grandfather' }))
  const [notice] = await screen.findAllByText('Palette Grandfather deleted.')
  expect(app.core.palettes.list.map(({ name }) => name)).toEqual(['Aunt', 'Aunt (2)'])
  await app.user.click(screen.getByRole('button', { name: 'Close' }))
  await app.user.click(within(notice.closest('li') as HTMLElement).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(app.core.palettes.list).toHaveLength(3))
})

test('photos selected in the library give a palette of their hints', async () => {
  const app = await withHints()
  await app.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await screen.findByRole('button', { name: /Shown in the library$/ })
  await app.user.click(screen.getByRole('button', { name: 'Library' }))
  const option = await screen.findByRole('option', { name: /1892/ })
  await app.user.click(option)
  await app.user.click(screen.getByRole('button', { name: 'Make a palette of their hints…' }))
  await screen.findAllByText(/^These photos have no colour hints/)
  fireEvent.keyDown(screen.getByRole('listbox', { name: 'Photos' }), { key: 'a', ctrlKey: true })
  await screen.findAllByText('3 selected')
  await app.user.click(screen.getByRole('button', { name: 'Make a palette of their hints…' }))
  await app.user.type(await screen.findByRole('textbox', { name: 'Name of the palette' }), 'Family{Enter}')
  await waitFor(() =>
    expect(app.core.palettes.list).toMatchObject([
      { name: 'Family', colours: [{ name: 'Coat' }, { a: 38, b: 12 }] },
    ]),
  )
})

test('what nobody named changes its words with the language, and what is named stays; search knows both languages', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  await act(() => app.core.host().client['settings.set']({ language: 'de' }))
  expect(await screen.findByRole('button', { name: 'Hinweis 2, Weinrot' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Hinweis 1, Coat' })).toBeTruthy()
  await app.user.click(screen.getByRole('button', { name: 'Paletten …' }))
  await screen.findByRole('button', { name: 'Weinrot aus Palette Uniform nehmen' })
  expect(screen.getByRole('button', { name: 'Coat aus Palette Uniform nehmen' })).toBeTruthy()
  await app.user.click(screen.getByRole('button', { name: 'Schließen' }))
  click('1891', 300)
  const search = await screen.findByRole('searchbox', { name: 'Nach Namen suchen' })
  for (const [typed, name] of [
    ['flaschengruen', 'Flaschengrün'],
    ['blaugrun', 'Blaugrün'],
    ['hochzeitsweiss', 'Hochzeitsweiß'],
    ['bottle green', 'Flaschengrün'],
    ['wine', 'Weinrot'],
  ]) {
    await app.user.clear(search)
    await app.user.type(search, typed)
    const found = within(await screen.findByRole('toolbar', { name: 'Gefunden' })).getAllByRole('button')
    expect(found.map((button) => button.getAttribute('aria-label'))).toEqual([name])
  }
})

test('the colours of a palette are named, put in order and changed, each with a way back', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  await app.user.click(screen.getByRole('button', { name: 'Palettes…' }))
  const colours = () => app.core.palettes.list[0].colours
  const undo = async (text: string) => {
    const [notice] = await screen.findAllByText(text)
    const before = colours()
    fireEvent.click(within(notice.closest('li') as HTMLElement).getByText('Undo'))
    await waitFor(() => expect(colours()).not.toEqual(before))
  }
  const coat = { name: 'Coat', a: -8, b: 4 }
  const wine = { a: 38, b: 12 }

  // What nobody named shows its words, and takes a name.
  const field = await screen.findByRole('textbox', { name: 'Name of Wine red' })
  expect(field).toMatchObject({ value: '', placeholder: 'Wine red' })
  await app.user.type(field, 'Tie{Enter}')
  await waitFor(() => expect(colours()).toEqual([coat, { ...wine, name: 'Tie' }]))
  await app.user.clear(await screen.findByRole('textbox', { name: 'Name of Tie' }))
  await app.user.tab()
  await waitFor(() => expect(colours()).toEqual([coat, wine]))
  await undo('Tie renamed.')
  expect(colours()).toEqual([coat, { ...wine, name: 'Tie' }])

  // The focus goes with what is moved.
  const down = await screen.findByRole('button', { name: 'Move Coat down' })
  act(() => down.focus())
  await app.user.keyboard('{Alt>}{ArrowDown}{/Alt}')
  await waitFor(() => expect(colours()).toMatchObject([{ name: 'Tie' }, { name: 'Coat' }]))
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Coat down'))
  expect(screen.getByText('Coat, 2 of 2')).toBeTruthy()
  await app.user.click(screen.getByRole('button', { name: 'Move Coat up' }))
  await waitFor(() => expect(colours()).toMatchObject([{ name: 'Coat' }, { name: 'Tie' }]))
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Coat up'))
  // There is nowhere farther to go.
  await app.user.keyboard('{Enter}')
  expect(colours()).toMatchObject([{ name: 'Coat' }, { name: 'Tie' }])

  // A colour is tried on, and changed in one step or not at all.
  await app.user.click(screen.getByRole('button', { name: 'Change the colour of Coat' }))
  const plane = await screen.findByRole('slider', { name: /^Hue and chroma/ })
  act(() => plane.focus())
  await app.user.keyboard('{ArrowRight}{Escape}')
  await waitFor(() => expect(screen.queryByRole('slider', { name: /^Hue and chroma/ })).toBeNull())
  expect(colours()[0]).toEqual(coat)
  await app.user.click(screen.getByRole('button', { name: 'Change the colour of Coat' }))
  act(() => screen.getByRole('slider', { name: /^Hue and chroma/ }).focus())
  await app.user.keyboard('{ArrowRight}{ArrowRight}{ArrowUp}')
  await app.user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(colours()[0]).toEqual({ name: 'Coat', a: -4, b: 6 }))
  await undo('Colour of Coat changed.')
  expect(colours()[0]).toEqual(coat)
})

test('the colour of a selected hint goes into a palette that there is, once, or into a new one', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  click('1891', 300)
  await give(app, within(await screen.findByRole('dialog')), 'Brass')
  await done(app)
  const menu = () => app.user.click(screen.getByRole('button', { name: 'Add to a palette' }))
  await menu()
  await app.user.click(await screen.findByRole('menuitem', { name: 'Uniform' }))
  await screen.findAllByText('1 colour added to palette Uniform.')
  const names = () => app.core.palettes.list.map(({ colours }) => colours.map(({ a }) => a))
  await waitFor(() => expect(names()).toEqual([[-8, 38, -1]]))
  await menu()
  await app.user.click(await screen.findByRole('menuitem', { name: 'Uniform' }))
  await screen.findAllByText('Palette Uniform has that already.')
  expect(names()).toEqual([[-8, 38, -1]])
  await menu()
  await app.user.click(await screen.findByRole('menuitem', { name: 'New palette…' }))
  await app.user.type(await screen.findByRole('textbox', { name: 'Name of the palette' }), 'Buttons{Enter}')
  await waitFor(() => expect(names()).toEqual([[-8, 38, -1], [-1]]))
})
