// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { click, goTo, makePalette, withHints } from './hint-steps.tsx'

const chips = () => within(screen.getByRole('toolbar', { name: 'Colours at hand' }))
const chip = (name: string) => chips().getByRole('button', { name })
const inHand = () => chips().queryAllByRole('button', { pressed: true })
const selected = () => within(screen.getByRole('toolbar', { name: 'Selected hints' }))
const pins = () =>
  screen.queryAllByRole('button', { name: /^Hint \d+,/ }).map((pin) => pin.getAttribute('aria-label'))
const placed = ({ core }: Awaited<ReturnType<typeof withHints>>) => core.drafts.at(-1)?.recipe.hints

// What is in hand lasts as long as the window.
afterEach(() => {
  for (const pressed of screen.queryAllByRole('button', { pressed: true })) pressed.click()
})

test('a palette makes the next photo a matter of one click, without the picker', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  await app.user.click(chip('Coat'))
  expect(inHand()).toEqual([chip('Coat')])
  expect(screen.getByText(/^Coat is in hand: /)).toBeTruthy()
  await goTo(app, '1892')
  await app.user.click(screen.getByRole('radio', { name: 'Spot' }))
  click('1892', 500)
  expect(pins()).toEqual(['Hint 1, Coat'])
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByText('Hint 1, Coat', { selector: 'output' })).toBeTruthy()
  await waitFor(() => expect(placed(app)).toMatchObject([{ a: -8, b: 4, name: 'Coat', reach: 'spot' }]))
  click('1892', 700)
  expect(pins()).toEqual(['Hint 1, Coat', 'Hint 2, Coat'])
  // What was given is remembered once, not with each click.
  expect(app.core.settings.recentColours).toHaveLength(2)

  // The hint is one like any other.
  act(() => screen.getByRole('button', { name: 'Hint 2, Coat' }).focus())
  await app.user.keyboard('{Enter}')
  const picker = within(await screen.findByRole('dialog', { name: 'Colour of this spot' }))
  await app.user.click(picker.getAllByRole('button', { name: 'Grey' })[0])
  expect(pins()[1]).toBe('Hint 2, Grey')
})

test('Escape lets go before it takes a selection back, and so does the chip; then a click asks again', async () => {
  const app = await withHints()
  await app.user.click(chip('Coat'))
  click('1891', 300)
  expect(selected().getByText('1 selected')).toBeTruthy()
  await app.user.keyboard('{Escape}')
  expect(inHand()).toEqual([])
  expect(screen.getByText('Coat is no longer in hand.')).toBeTruthy()
  expect(selected().getByText('1 selected')).toBeTruthy()
  await app.user.keyboard('{Escape}')
  expect(selected().getByText('0 selected')).toBeTruthy()
  await app.user.click(chip('Wine red'))
  await app.user.click(chip('Wine red'))
  expect(inHand()).toEqual([])
  click('1891', 200)
  expect(await screen.findByRole('dialog', { name: 'Colour of this spot' })).toBeTruthy()
  await app.user.keyboard('{Escape}')
})

test('Escape in the picker of another hint leaves what is in hand', async () => {
  const app = await withHints()
  await app.user.click(chip('Coat'))
  act(() => screen.getByRole('button', { name: 'Hint 2, Wine red' }).focus())
  await app.user.keyboard('{Enter}')
  await screen.findByRole('dialog', { name: 'Colour of this spot' })
  await app.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(inHand()).toEqual([chip('Coat')])
})

test('a colour and a tool that gives none are not in hand together', async () => {
  const app = await withHints()
  await app.user.keyboard('e')
  await app.user.click(chip('Coat'))
  expect(screen.getByRole('radio', { name: 'Point' }).getAttribute('aria-checked')).toBe('true')
  await app.user.keyboard('p')
  expect(inHand()).toEqual([chip('Coat')])
  await app.user.keyboard('k')
  expect(inHand()).toEqual([])
  await app.user.keyboard('v')
})

test('another palette brings other colours, and lets go of the one in hand', async () => {
  const app = await withHints()
  await makePalette(app, 'Uniform')
  await app.user.click(chip('Coat'))
  const choice = screen.getByRole('combobox', { name: 'Palette' })
  await app.user.selectOptions(choice, 'No palette')
  expect(app.core.settings.palette).toBeNull()
  expect(inHand()).toEqual([])
  // Still there: it was given last.
  expect(chip('Coat')).toBeTruthy()
  await app.user.selectOptions(choice, 'Uniform')
  expect(app.core.settings.palette).toBe(app.core.palettes.list[0].id)
})

test('on a photo that was never coloured, one click colours it with the hint', async () => {
  const app = await withHints()
  await app.user.click(chip('Coat'))
  await app.user.click(screen.getByRole('button', { name: 'Library' }))
  await app.user.dblClick(await screen.findByRole('option', { name: /1892/ }))
  await screen.findByRole('button', { name: 'Colour this photo' })
  const { length } = app.core.drafts
  click('1892', 500)
  await screen.findByRole('button', { name: 'Hint 1, Coat' })
  await waitFor(() => expect(app.core.drafts).toHaveLength(length + 1))
  expect(placed(app)).toMatchObject([{ a: -8, b: 4, name: 'Coat' }])
})
