// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { LibraryOpening } from '../../src/shared/contract/opening.ts'
import { openApp } from './open-app.tsx'

const opening: Partial<LibraryOpening> = {
  error: { kind: 'library-damaged', message: 'The library /home/ada/Tintype/library.sqlite is no database.' },
  canStartEmpty: true,
  backups: [
    { name: 'library-000012-x-close.sqlite', number: 12, made: '2026-11-20T10:00:00.000Z', photos: null },
    { name: 'library-000011-x-close.sqlite', number: 11, made: '2026-11-18T10:00:00.000Z', photos: 1234 },
    { name: 'library-x-close.sqlite', number: 0, made: '2026-11-01T10:00:00.000Z', photos: 1 },
  ],
}

test('a library that cannot be opened is told with its place and why, and nothing else is asked of core', async () => {
  const { core } = openApp({ opening })
  await screen.findByRole('heading', { name: 'The library could not be opened' })
  expect(screen.getByText('/home/ada/Tintype')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toContain('is no database')
  expect(screen.getByText(/nothing is deleted/)).toBeTruthy()
  expect(core.calls).toEqual([])
})

test('one goes back to a good backup, and is told afterwards where the former library lies', async () => {
  const { user, called } = openApp({ opening })
  const choices = await screen.findAllByRole('radio')
  // The damaged one is counted, not offered.
  expect(choices).toHaveLength(2)
  expect(screen.getByText('1,234 photos')).toBeTruthy()
  expect(screen.getByText(/1 backup cannot be used/)).toBeTruthy()
  await user.click(choices[1]!)
  await user.click(screen.getByRole('button', { name: 'Use this backup' }))
  const told = await screen.findByText(/The former one is kept/)
  expect(called('opening.try')).toEqual([{ restore: 'library-x-close.sqlite' }])
  expect(told.textContent).toContain('set-aside-')
  expect(screen.getByText(/as it was backed up on Nov 20, 2026/)).toBeTruthy()
  await user.click(within(told.closest('[role=alert]') as HTMLElement).getByRole('button'))
  await waitFor(() => expect(screen.queryByText(/The former one is kept/)).toBeNull())
})

test('one begins with an empty library after one more question', async () => {
  const { user, called } = openApp({ opening: { ...opening, backups: [] } })
  await user.click(await screen.findByRole('button', { name: 'Start with an empty library…' }))
  const dialog = await screen.findByRole('alertdialog')
  expect(called('opening.try')).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: 'Start empty' }))
  await screen.findByRole('navigation', { name: 'Views' })
  expect(called('opening.try')).toEqual([{ startEmpty: true }])
})

test('a report can be saved without a library', async () => {
  const { user, called } = openApp({ opening })
  await user.click(await screen.findByRole('button', { name: 'Save a report' }))
  await screen.findByText(/The report is in .*tintype-report/)
  expect(called('report.save')).toHaveLength(1)
})

test('a library in use is tried again, and none of the rest is offered', async () => {
  const error = { kind: 'library-locked', message: 'It is open in another Tintype.' } as const
  const { user, core } = openApp({ opening: { error } })
  const again = await screen.findByRole('button', { name: 'Try again' })
  expect(screen.getAllByRole('button')).toEqual([
    again,
    screen.getByRole('button', { name: 'Save a report' }),
  ])
  await user.click(again)
  expect(screen.getByText('It is open in another Tintype.')).toBeTruthy()
  core.opening = { ...core.opening, error: null }
  await user.click(again)
  await screen.findByRole('navigation', { name: 'Views' })
})

test('the page speaks the language of the system, for settings cannot be read', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-AT', 'en'])
  onTestFinished(() => void vi.restoreAllMocks())
  openApp({ opening: { ...opening, error: { kind: 'library-from-future', message: 'Version 200.' } } })
  await screen.findByRole('heading', { name: 'Die Bibliothek ließ sich nicht öffnen' })
  await screen.findByText(/stammt von einer neueren Version/)
})
