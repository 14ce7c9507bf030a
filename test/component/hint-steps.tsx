import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import { openApp } from './open-app.tsx'

export type Opened = ReturnType<typeof openApp>

/** Opens a photo in Develop and colours it. */
export async function colour({ user }: Opened, name: string) {
  await user.dblClick(await screen.findByRole('option', { name: new RegExp(name) }))
  await user.click(await screen.findByRole('button', { name: 'Colour this photo' }))
  await screen.findByRole('button', { name: 'Keep this version' })
}

/** Clicks a photo. */
export function click(name: string, clientX: number, clientY = 400) {
  const stage = screen.getByRole('group', { name: new RegExp(`^(Photo|Foto) ${name}`) })
  fireEvent.pointerDown(stage, { button: 0, clientX, clientY })
  fireEvent.pointerUp(stage, { button: 0, clientX, clientY })
}

/** Opens the picker of a new hint. */
export async function point(name: string, x: number) {
  click(name, x)
  return within(await screen.findByRole('dialog', { name: 'Colour of this spot' }))
}

export async function give({ user }: Opened, picker: Awaited<ReturnType<typeof point>>, name: string) {
  const search = picker.getByRole('searchbox', { name: 'Search by name' })
  await user.click(search)
  await user.paste(name.toLowerCase())
  const [first] = await picker.findAllByRole('button', { name })
  await user.click(first)
  await user.clear(search)
}

export async function call({ user }: Opened, picker: Awaited<ReturnType<typeof point>>, name: string) {
  await user.click(picker.getByRole('textbox', { name: /^Name of this hint/ }))
  await user.paste(name)
  await user.keyboard('{Enter}')
}

export async function done({ user }: Opened) {
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
}

/** A photo with a coat in field grey and a tie in a wine red that nobody named. */
export async function withHints(): Promise<Opened> {
  const app = openApp({ photos: 3 })
  await colour(app, '1891')
  const coat = await point('1891', 500)
  await give(app, coat, 'Field grey')
  await call(app, coat, 'Coat')
  await done(app)
  await give(app, await point('1891', 700), 'Wine red')
  await done(app)
  return app
}

export async function makePalette({ user }: Opened, name: string) {
  await user.click(screen.getByRole('button', { name: 'Use hints as a palette…' }))
  await user.click(await screen.findByRole('textbox', { name: 'Name of the palette' }))
  await user.paste(name)
  await user.keyboard('{Enter}')
  await screen.findAllByText(`Palette ${name} made.`)
}

export async function goTo({ user }: Opened, name: string) {
  await user.click(screen.getByRole('button', { name: 'Library' }))
  await colour({ user } as Opened, name)
}
