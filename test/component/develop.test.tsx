// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { shippedModel, tutorialModel } from '../fixtures/app-server/models.ts'
import { openApp } from './open-app.tsx'

/** Opens the photo 1891.jpg in Develop. */
async function develop(options: Parameters<typeof openApp>[0] = {}) {
  const app = openApp({ photos: 3, ...options })
  const option = await screen.findByRole('option', { name: /1891/ })
  await app.user.dblClick(option)
  await screen.findByRole('button', { name: 'Colour this photo' })
  const recipes = () => app.called('predict').length + app.called('rehint').length
  return { ...app, recipes, stage: screen.getByRole('group', { name: /^Photo 1891/ }) }
}

type Opened = Awaited<ReturnType<typeof develop>>

async function colourNow({ user }: Opened) {
  await user.click(screen.getByRole('button', { name: 'Colour this photo' }))
  await screen.findByRole('button', { name: 'Keep this version' })
}

/** Gives the chosen hint a colour by its name. */
async function give({ user }: Opened, name: string) {
  await user.click(await screen.findByRole('searchbox', { name: 'Search by name' }))
  await user.paste(name.toLowerCase())
  await user.click(await screen.findByRole('button', { name }))
  await user.clear(screen.getByRole('searchbox', { name: 'Search by name' }))
}

/** Closes the picker. */
async function done({ user }: Opened) {
  await user.click(screen.getByRole('button', { name: 'Done' }))
}

/** Types the value of a slider. */
async function slide({ user }: Opened, name: string, value: string) {
  const field = screen.getByRole('textbox', { name })
  await user.clear(field)
  await user.paste(value)
  await user.keyboard('{Enter}')
}

function clickPhoto({ stage }: Opened, x: number, y: number) {
  fireEvent.pointerDown(stage, { button: 0, clientX: x, clientY: y })
  fireEvent.pointerUp(stage, { button: 0, clientX: x, clientY: y })
}

test('without WebGL2 the photo says so, and everything else goes on', async () => {
  const opened = await develop()
  expect(screen.getByText(/WebGL2 is switched off/)).toBeTruthy()
  await colourNow(opened)
  expect(opened.called('predict')).toHaveLength(1)
})

test('colours are kept by a click, and the library then shows them', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  expect(
    await screen.findByRole('button', { name: 'Tintype Mobile 256 px Shown in the library' }),
  ).toBeTruthy()
  expect(opened.core.photos[1].version).not.toBeNull()
  expect(screen.queryByRole('button', { name: 'Keep this version' })).toBeNull()
})

test('leaving the photo keeps a draft of it, which is there again and in no version', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Next photo' }))
  await screen.findByRole('group', { name: /^Photo 1890/ })
  await waitFor(() => expect(opened.core.photos[1].draft).toBe(true))
  await opened.user.click(screen.getByRole('button', { name: 'Previous photo' }))
  expect(await screen.findByRole('button', { name: 'Keep this version' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Colour this photo' })).toBeNull()
  expect(opened.core.photos[1].version).toBeNull()
  await opened.user.click(screen.getByRole('button', { name: 'Library' }))
  expect(await screen.findByRole('option', { name: /1891\.jpg, Not yet coloured, Has a draft/ })).toBeTruthy()
})

test('a draft is one: kept under a name it is a version, and no draft any more', async () => {
  const opened = await develop()
  await colourNow(opened)
  await waitFor(() => expect(opened.core.drafts).toHaveLength(1))
  await slide(opened, 'Temperature', '0.4')
  await waitFor(() => expect(opened.core.drafts[0].recipe.adjustments.temperature).toBe(0.4))
  expect(opened.core.drafts).toHaveLength(1)
  await opened.user.type(screen.getByRole('textbox', { name: 'Name (optional)' }), 'warm')
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  expect(await screen.findByRole('button', { name: 'warm Shown in the library' })).toBeTruthy()
  expect(opened.core.drafts).toEqual([])

  // A warm and a cool one of the same colours.
  await slide(opened, 'Temperature', '-0.4')
  await opened.user.type(screen.getByRole('textbox', { name: 'Name (optional)' }), 'cool{Enter}')
  expect(await screen.findByRole('button', { name: 'cool Shown in the library' })).toBeTruthy()
  const [warm, cool] = opened.core.versions
  expect([warm, cool].map(({ recipe }) => recipe.adjustments.temperature)).toEqual([0.4, -0.4])
  expect(cool.map).toBe(warm.map)
  expect(opened.recipes()).toBe(1)

  // Going back to the warm one shows it, and leaves the cool one as it is.
  await opened.user.click(screen.getByRole('button', { name: 'warm' }))
  expect(await screen.findByRole('button', { name: 'warm Shown in the library' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Keep this version' })).toBeNull()
  expect(opened.core.versions.map(({ recipe }) => recipe.adjustments.temperature)).toEqual([0.4, -0.4])
})

test('a draft that was taken back to what is kept is none, and a discarded one comes back by Undo', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await screen.findByRole('button', { name: /Shown in the library$/ })
  await slide(opened, 'Strength', '0.5')
  await waitFor(() => expect(opened.core.drafts).toHaveLength(1))
  await opened.user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(opened.core.drafts).toEqual([]))
  await opened.user.click(screen.getByRole('button', { name: 'Redo' }))
  await waitFor(() => expect(opened.core.drafts).toHaveLength(1))
  await opened.user.click(screen.getByRole('button', { name: 'Discard the draft' }))
  await waitFor(() => expect(opened.core.drafts).toEqual([]))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Strength' }).value).toBe('1.00')
  await opened.user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() =>
    expect(opened.core.drafts).toMatchObject([{ recipe: { adjustments: { strength: 0.5 } } }]),
  )
})

test('versions are renamed', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await opened.user.click(await screen.findByRole('button', { name: 'Rename version Tintype Mobile 256 px' }))
  const field = await screen.findByRole('textbox', { name: 'Name of the version' })
  await opened.user.clear(field)
  await opened.user.type(field, 'for Aunt Ada{Enter}')
  expect(await screen.findByRole('button', { name: 'for Aunt Ada Shown in the library' })).toBeTruthy()
})

test('another window that develops the photo is told of, takes nothing, and both drafts can be opened', async () => {
  const opened = await develop()
  await colourNow(opened)
  await waitFor(() => expect(opened.core.drafts).toHaveLength(1))
  const [mine] = opened.core.drafts
  const theirs = opened.core.host().client
  const photo = opened.core.photos[1]
  const pale = { ...mine.recipe, adjustments: { ...mine.recipe.adjustments, saturation: 0.3 } }
  const { id, revision } = mine
  const given = { photo: photo.id, hash: photo.hash, writer: 'theirs', version: null, weights: mine.weights }
  await act(() => theirs['drafts.save']({ ...given, draft: { id, revision }, recipe: pale }))
  expect(
    (await screen.findAllByText(/^This photo is being developed in another window/)).length,
  ).toBeGreaterThan(0)

  await slide(opened, 'Strength', '0.5')
  await waitFor(() => expect(opened.core.drafts).toHaveLength(2))
  expect(opened.core.drafts.map(({ recipe }) => recipe.adjustments)).toMatchObject([
    { saturation: 0.3, strength: 1 },
    { saturation: 1, strength: 0.5 },
  ])
  expect(
    (await screen.findAllByText(/What you do here is kept as a draft of its own/)).length,
  ).toBeGreaterThan(0)

  await opened.user.click(await screen.findByRole('button', { name: /^Draft of / }))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Saturation' }).value).toBe('0.30')
  // The way back is not broken by what came from elsewhere.
  await opened.user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Strength' }).value).toBe('0.50')
  await opened.user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Strength' }).value).toBe('1.00')
})

test('versions kept and deleted elsewhere are told of, and change nothing here', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await screen.findByRole('button', { name: /Shown in the library$/ })
  const [own] = opened.core.versions
  const theirs = opened.core.host().client
  const { hash } = opened.core.photos[1]
  const recipe = { ...own.recipe, adjustments: { ...own.recipe.adjustments, saturation: 0.3 } }
  const made = await act(() =>
    theirs['versions.create']({ photo: own.photo, hash, name: 'pale', recipe, ab: own.ab }),
  )
  expect(
    (await screen.findAllByText('Elsewhere, version pale was added to this photo.')).length,
  ).toBeGreaterThan(0)
  expect(await screen.findByRole('button', { name: 'pale Shown in the library' })).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Saturation' }).value).toBe('1.00')
  await act(() => theirs['versions.delete']({ id: made.id }))
  expect(
    (await screen.findAllByText('Elsewhere, version pale of this photo was deleted.')).length,
  ).toBeGreaterThan(0)
  // The other window chose what is shown; this one only looked.
  expect(opened.called('versions.select')).toEqual([])
  expect(opened.core.drafts).toEqual([])
})

test('looking at a photo without changing it keeps nothing', async () => {
  const opened = await develop()
  await opened.user.click(screen.getByRole('button', { name: 'Next photo' }))
  await screen.findByRole('group', { name: /^Photo 1890/ })
  expect(opened.called('versions.create')).toEqual([])
})

test('a click drops a hint, a swatch colours it by the decoder alone, undo and redo take it back and forth', async () => {
  const opened = await develop()
  await colourNow(opened)
  clickPhoto(opened, 600, 400)
  await give(opened, 'Red')
  await waitFor(() => expect(opened.called('rehint')).toHaveLength(1))
  expect(opened.called('rehint')).toMatchObject([
    { hints: [{ x: 0.5, y: 0.5, a: 56, b: 34 }], hintMethod: 'field-1' },
  ])
  await done(opened)
  const before = opened.recipes()
  await opened.user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(screen.queryByRole('button', { name: /^Hint 1,/ })).toBeNull()
  await opened.user.click(screen.getByRole('button', { name: 'Redo' }))
  expect(screen.getByRole('button', { name: /^Hint 1,/ })).toBeTruthy()
  expect(opened.recipes()).toBe(before)
})

test('a picker closed without a colour leaves no hint', async () => {
  const opened = await develop()
  clickPhoto(opened, 600, 400)
  await screen.findByRole('dialog', { name: 'Colour of this spot' })
  await opened.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(opened.recipes()).toBe(0)
  expect(screen.getByText(/^Click a spot/)).toBeTruthy()
})

test('Escape takes away the hint that was dropped, and what was done before stays', async () => {
  const opened = await develop()
  await colourNow(opened)
  clickPhoto(opened, 300, 400)
  await give(opened, 'Red')
  await done(opened)
  await waitFor(() => expect(opened.core.drafts).toMatchObject([{ recipe: { hints: [{ a: 56 }] } }]))
  const [before] = opened.core.drafts
  clickPhoto(opened, 600, 700)
  await opened.user.click(await screen.findByRole('button', { name: 'Grey' }))
  await opened.user.click(screen.getAllByRole('button', { name: /^(Rose|Violet|Teal|Denim)$/ })[0])
  expect(await screen.findByRole('button', { name: /^Hint 2,/ })).toBeTruthy()
  await opened.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.queryByRole('button', { name: /^Hint 2,/ })).toBeNull()
  expect(screen.getByRole('button', { name: 'Hint 1, Red' })).toBeTruthy()
  await waitFor(() => expect(opened.core.drafts[0].recipe).toEqual(before.recipe))

  // Of a hint that was there before, it takes back the colour.
  const pin = screen.getByRole('button', { name: 'Hint 1, Red' })
  act(() => pin.focus())
  await opened.user.keyboard('{Enter}')
  await opened.user.click((await screen.findAllByRole('button', { name: 'Grey' }))[0])
  expect(await screen.findByRole('button', { name: 'Hint 1, Grey' })).toBeTruthy()
  await opened.user.keyboard('{Escape}')
  expect(await screen.findByRole('button', { name: 'Hint 1, Red' })).toBeTruthy()
})

test('a pin is moved by the keyboard and deleted by it', async () => {
  const opened = await develop()
  clickPhoto(opened, 600, 400)
  await opened.user.click(await screen.findByRole('button', { name: 'Grey' }))
  await done(opened)
  const pin = await screen.findByRole('button', { name: /^Hint 1,/ })
  act(() => pin.focus())
  await opened.user.keyboard('{ArrowRight}')
  await waitFor(() => {
    const last = opened.called('rehint').at(-1) as { hints: { x: number }[] }
    expect(last.hints[0].x).toBeCloseTo(0.51)
  })
  act(() => screen.getByRole('button', { name: /^Hint 1,/ }).focus())
  await opened.user.keyboard('{Delete}')
  expect(screen.queryByRole('button', { name: /^Hint 1,/ })).toBeNull()
})

test('dragging a pin asks for no more than the hints at the recipe’s size', async () => {
  const opened = await develop()
  clickPhoto(opened, 600, 400)
  await opened.user.click(await screen.findByRole('button', { name: 'Grey' }))
  await done(opened)
  await waitFor(() => expect(opened.called('predict')).toHaveLength(1))
  const pin = screen.getByRole('button', { name: /^Hint 1,/ })
  fireEvent.pointerDown(pin, { clientX: 600, clientY: 400 })
  fireEvent.pointerMove(pin, { clientX: 700, clientY: 400 })
  await waitFor(() => expect(opened.called('rehint')).toHaveLength(1))
  fireEvent.pointerUp(pin, { clientX: 700, clientY: 400 })
  await opened.user.click(await screen.findByRole('button', { name: 'Undo' }))
  const whole = opened.called('predict') as { l: { width: number; height: number } }[]
  expect(whole.map(({ l }) => Math.min(l.width, l.height))).toEqual([256])
})

test('however often a pointer moves, a drag asks once a frame at most, and for the newest place', async () => {
  const opened = await develop()
  clickPhoto(opened, 600, 400)
  await opened.user.click(await screen.findByRole('button', { name: 'Grey' }))
  await done(opened)
  await waitFor(() => expect(opened.called('predict')).toHaveLength(1))
  const pin = screen.getByRole('button', { name: /^Hint 1,/ })
  const asked = () => opened.called('rehint').length
  const before = asked()
  // Frames come when the test says so.
  const waiting: FrameRequestCallback[] = []
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((run) => waiting.push(run))
  const answers = () => act(() => new Promise((resolve) => setTimeout(resolve, 1)))
  const frame = async () => {
    act(() => {
      for (const run of waiting.splice(0)) run(0)
    })
    await answers()
  }
  await frame()
  fireEvent.pointerDown(pin, { clientX: 600, clientY: 400 })
  for (let x = 601; x <= 746; x++) {
    fireEvent.pointerMove(pin, { clientX: x, clientY: 400 })
    await answers()
    if (x === 700) {
      expect(asked()).toBe(before)
      await frame()
      await waitFor(() => expect(asked()).toBe(before + 1))
    }
  }
  expect(asked()).toBe(before + 1)
  frames.mockRestore()
  fireEvent.pointerUp(pin, { clientX: 746, clientY: 400 })
  await waitFor(() => {
    const [{ x }] = (opened.called('rehint').at(-1) as { hints: { x: number }[] }).hints
    expect(x).toBe(opened.core.drafts.at(-1)?.recipe.hints[0].x)
  })
})

test('hints of an earlier version become spots of today when they are touched, which is told once and undone', async () => {
  const opened = await develop()
  const photo = opened.core.photos[1]
  const former = { x: 0.3, y: 0.4, radius: 0.03, a: 9, b: 9 }
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await screen.findByRole('button', { name: /Shown in the library$/ })
  const [{ recipe, ab }] = opened.core.versions
  const old = { ...recipe, hints: [former, { ...former, x: 0.6 }] }
  await act(() =>
    opened.core.host().client['versions.create']({
      ...{ photo: photo.id, hash: photo.hash, name: 'old', recipe: old, ab },
    }),
  )
  await opened.user.click(await screen.findByRole('button', { name: /^old/ }))
  // Sliders leave them alone.
  await slide(opened, 'Strength', '0.5')
  await waitFor(() => expect(opened.core.drafts.at(-1)?.recipe).toMatchObject({ hints: old.hints }))
  expect(opened.core.drafts.at(-1)?.recipe.hintMethod).toBeUndefined()

  const told = () => screen.queryAllByText(/^These hints are from an earlier version/)
  act(() => screen.getByRole('button', { name: /^Hint 1,/ }).focus())
  await opened.user.keyboard('{ArrowRight}')
  const moved = { ...former, x: 0.31, reach: 'spot' }
  await waitFor(() =>
    expect(opened.core.drafts.at(-1)?.recipe).toMatchObject({
      hintMethod: 'field-1',
      hints: [moved, { x: 0.6, reach: 'spot' }],
    }),
  )
  const [notice] = told()
  await opened.user.keyboard('{ArrowRight}')
  await opened.user.click(within(notice.closest('li') as HTMLElement).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(opened.core.drafts.at(-1)?.recipe.hints).toEqual(old.hints))
  expect(opened.core.drafts.at(-1)?.recipe.hintMethod).toBeUndefined()
  await waitFor(() => expect(told()).toEqual([]))
  act(() => screen.getByRole('button', { name: /^Hint 1,/ }).focus())
  await opened.user.keyboard('{Delete}')
  await waitFor(() => expect(opened.core.drafts.at(-1)?.recipe.hints).toHaveLength(1))
  expect(told()).toEqual([])
})

test('a model that cannot tell what looks alike offers no such reach', async () => {
  const opened = await develop({ models: [shippedModel, tutorialModel] })
  await colourNow(opened)
  clickPhoto(opened, 600, 400)
  await give(opened, 'Red')
  await done(opened)
  await opened.user.click(screen.getByRole('radio', { name: 'Alike' }))
  await waitFor(() => expect(opened.called('rehint').at(-1)).toMatchObject({ hints: [{ reach: 'alike' }] }))
  await opened.user.click(screen.getByRole('button', { name: 'Tutorial, 256 px' }))
  await waitFor(() => expect(screen.queryByRole('radio', { name: 'Alike' })).toBeNull())
  expect(screen.getByRole('radio', { name: 'Thing' })).toBeTruthy()
})

test('the eyedropper takes a colour from the photo', async () => {
  const opened = await develop()
  await colourNow(opened)
  clickPhoto(opened, 600, 700)
  await opened.user.click(await screen.findByRole('button', { name: 'Take from this photo' }))
  clickPhoto(opened, 600, 150)
  await waitFor(() => expect(opened.called('rehint')).toHaveLength(1))
  const [{ hints }] = opened.called('rehint') as { hints: { y: number; b: number }[] }[]
  expect(hints[0].y).toBeGreaterThan(0.5)
  expect(hints[0].b).toBeLessThan(0)
})

test('a slider takes typed values and arrow keys, and goes back by a double click', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await screen.findByRole('button', { name: /Shown in the library$/ })
  await slide(opened, 'Strength', '0,5')
  const strength = () => opened.core.drafts[0]?.recipe.adjustments.strength
  await waitFor(() => expect(strength()).toBe(0.5))
  act(() => screen.getByRole('slider', { name: 'Strength' }).focus())
  await opened.user.keyboard('{ArrowRight}')
  await waitFor(() => expect(strength()).toBeCloseTo(0.51))
  await opened.user.dblClick(screen.getByText('Strength'))
  await waitFor(() => expect(opened.core.drafts).toEqual([]))
  expect(opened.core.versions.map(({ recipe }) => recipe.adjustments.strength)).toEqual([1])
  expect(opened.recipes()).toBe(1)
})

test('a variant is computed when it is chosen', async () => {
  const opened = await develop()
  await opened.user.click(await screen.findByRole('button', { name: 'Grandfather, 384 px' }))
  await waitFor(() => expect(opened.called('predict')).toMatchObject([{ model: 'grandfather' }]))
  expect(screen.getByRole('button', { name: 'Grandfather, 384 px', pressed: true })).toBeTruthy()
})

test('a deleted version comes back by Undo', async () => {
  const opened = await develop()
  await colourNow(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Keep this version' }))
  await opened.user.click(await screen.findByRole('button', { name: 'Delete version Tintype Mobile 256 px' }))
  await waitFor(() => expect(opened.core.versions).toHaveLength(0))
  const [notice] = await screen.findAllByText('Version Tintype Mobile 256 px deleted.')
  await opened.user.click(within(notice.closest('li') as HTMLElement).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(opened.core.versions).toHaveLength(1))
})

test('settings are copied to the other selected photos', async () => {
  const { user, called } = openApp({ photos: 3 })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.keyboard('{Control>}a{/Control}')
  await screen.findAllByText('3 selected')
  await user.click(screen.getByRole('button', { name: 'Develop', description: '' }))
  await user.click(await screen.findByRole('button', { name: 'Colour this photo' }))
  await user.click(await screen.findByRole('button', { name: 'Copy settings to 2 photos' }))
  await waitFor(() => expect(called('versions.copy')).toMatchObject([{ to: [3, 1] }]))
})

test('compare: the divider moves by the keyboard', async () => {
  const opened = await develop()
  await opened.user.click(screen.getByRole('radio', { name: 'Slider' }))
  const divider = screen.getByRole('slider', { name: /^Original on the left/ })
  act(() => divider.focus())
  await opened.user.keyboard('{ArrowLeft}')
  expect(divider.getAttribute('aria-valuenow')).toBe('48')
})

test('an own model is one of the variants, with the way back to its base', async () => {
  const opened = await develop()
  await opened.user.click(screen.getByRole('button', { name: 'Grandfather, 256 px' }))
  await opened.user.click(await screen.findByRole('button', { name: 'Back to Tintype Mobile' }))
  await waitFor(() => {
    const chosen = screen.getByRole('button', { name: 'Tintype Mobile, 256 px' })
    expect(chosen.getAttribute('aria-pressed')).toBe('true')
  })
  expect(screen.queryByRole('button', { name: 'Back to Tintype Mobile' })).toBeNull()
})

test('a model whose network takes no hints gets those of another by the field', async () => {
  const opened = await develop({ models: [shippedModel, tutorialModel] })
  await colourNow(opened)
  clickPhoto(opened, 600, 400)
  await give(opened, 'Red')
  await done(opened)
  await opened.user.click(screen.getByRole('button', { name: 'Tutorial, 256 px' }))
  await waitFor(() =>
    expect(opened.called('predict').at(-1)).toMatchObject({
      ...{ model: 'tutorial', hintMethod: 'field-1' },
      hints: [{ x: 0.5, y: 0.5 }],
    }),
  )
  expect(screen.getByRole('button', { name: /^Hint 1,/ })).toBeTruthy()
})

test('colours from before a model changed stay as they were, until its variant is chosen', async () => {
  const opened = await develop()
  await opened.user.click(screen.getByRole('button', { name: 'Grandfather, 256 px' }))
  await opened.user.click(await screen.findByRole('button', { name: 'Keep this version' }))
  await screen.findByRole('button', { name: /Shown in the library$/ })
  await opened.user.click(screen.getByRole('button', { name: 'Train' }))
  const strength = await screen.findByRole('textbox', { name: 'Strength' })
  await opened.user.clear(strength)
  await opened.user.type(strength, '0.5{Enter}')
  await waitFor(() => expect(opened.called('models.strength')).toHaveLength(1))
  const before = opened.recipes()

  await opened.user.click(screen.getByRole('button', { name: 'Develop' }))
  expect(await screen.findByText(/^Shown are colours from before Grandfather changed/)).toBeTruthy()
  expect(opened.recipes()).toBe(before)
  await opened.user.click(screen.getByRole('button', { name: 'Grandfather, 256 px' }))
  await waitFor(() => expect(opened.recipes()).toBe(before + 1))
  await opened.user.click(await screen.findByRole('button', { name: 'Keep this version' }))
  await waitFor(() => expect(opened.called('versions.create')).toHaveLength(2))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep this version' })).toBeNull())
  expect(opened.core.versions.map(({ weights }) => weights)).toEqual(['grandfather 1', 'grandfather 0.5'])
  expect(screen.queryByText(/^Shown are colours from before/)).toBeNull()
})

test('a model that changes elsewhere meanwhile never lends its name to the colours of before', async () => {
  const opened = await develop()
  const elsewhere = (strength: number) =>
    act(() => opened.core.models.handlers()['models.strength']({ id: 'grandfather', strength }))
  const weights = () => opened.core.versions.map((version) => version.weights)
  await opened.user.click(screen.getByRole('button', { name: 'Grandfather, 256 px' }))
  await opened.user.click(await screen.findByRole('button', { name: 'Keep this version' }))
  await waitFor(() => expect(weights()).toEqual(['grandfather 1']))
  // A draft of the same colours, only with other sliders: it stays what it is.
  await slide(opened, 'Strength', '0.5')
  await waitFor(() => expect(opened.core.drafts).toMatchObject([{ weights: 'grandfather 1' }]))
  const before = opened.recipes()
  await elsewhere(0.5)
  await screen.findByText(/^Shown are colours from before Grandfather changed/)
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Strength' }).value).toBe('0.50')
  expect(opened.recipes()).toBe(before)
  await opened.user.click(await screen.findByRole('button', { name: 'Keep this version' }))
  await waitFor(() => expect(weights()).toEqual(['grandfather 1', 'grandfather 1']))

  await opened.user.click(screen.getByRole('button', { name: 'Grandfather, 256 px' }))
  await waitFor(() => expect(opened.recipes()).toBe(before + 1))
  await opened.user.click(await screen.findByRole('button', { name: 'Keep this version' }))
  await waitFor(() => expect(weights()).toEqual(['grandfather 1', 'grandfather 1', 'grandfather 0.5']))

  // A version that is deleted comes back as what it was.
  await elsewhere(0.25)
  await screen.findByText(/^Shown are colours from before Grandfather changed/)
  const [remove] = screen.getAllByRole('button', { name: /^Delete version/ })
  await opened.user.click(remove)
  await waitFor(() => expect(weights()).toHaveLength(2))
  const [notice] = await screen.findAllByText(/^Version .* deleted\.$/)
  await opened.user.click(within(notice.closest('li') as HTMLElement).getByRole('button', { name: 'Undo' }))
  await waitFor(() =>
    expect(weights().toSorted()).toEqual(['grandfather 0.5', 'grandfather 1', 'grandfather 1']),
  )
})
