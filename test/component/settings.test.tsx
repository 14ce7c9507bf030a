// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openApp } from './open-app.tsx'

async function openSettings() {
  const app = openApp({ photos: 1 })
  await app.user.click(await screen.findByRole('button', { name: 'Settings' }))
  await screen.findByRole('heading', { name: 'Settings' })
  return app
}

test('the theme and the language change at once and are kept', async () => {
  const { user, core } = await openSettings()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Theme' }), 'light')
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe('light'))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'de')
  expect(await screen.findByRole('heading', { name: 'Einstellungen' })).toBeTruthy()
  expect(document.documentElement.lang).toBe('de')
  expect(core.settings).toMatchObject({ theme: 'light', language: 'de' })
})

test('the engines are measured, and what is missing says why', async () => {
  const { user } = await openSettings()
  await user.click(screen.getByRole('button', { name: 'Measure the engines' }))
  expect(await screen.findByText('2.4 photos/s')).toBeTruthy()
  expect(screen.getByText('Not available: Native TensorFlow is not installed.')).toBeTruthy()
})

test('a report goes where the user says, and says where it is', async () => {
  const { user, called } = await openSettings()
  await user.click(screen.getByRole('button', { name: 'Save a report' }))
  const [{ folder }] = await waitFor(() => {
    expect(called('report.save')).toHaveLength(1)
    return called('report.save') as [{ folder: string }]
  })
  expect(folder).not.toBe('')
  expect(await screen.findByText(`The report is in ${folder}/tintype-report.txt`)).toBeTruthy()
})

test('a cache limit that cannot be is not kept', async () => {
  const { user, called } = await openSettings()
  const field = screen.getByRole('textbox', { name: 'Megabytes for thumbnails and previews' })
  await user.clear(field)
  await user.type(field, 'lots')
  await user.tab()
  expect((field as HTMLInputElement).value).toBe('2000')
  await user.clear(field)
  await user.type(field, '500')
  await user.tab()
  await waitFor(() => expect(called('settings.set')).toEqual([{ cacheMegabytes: 500 }]))
})

test('what may belong to a library that was set aside can be added and not deleted', async () => {
  const { user, core, called } = await openSettings()
  core.ownFiles = { ...core.ownFiles, originals: { files: 2, bytes: 3_000_000 }, setAside: true }
  const check = screen.getByRole('button', { name: 'Check the library’s own files' })
  await user.click(check)
  expect(await screen.findByText(/former library is set aside/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Delete them' })).toBeNull()
  core.ownFiles = { ...core.ownFiles, originals: { files: 0, bytes: 0 } }
  await user.click(check)
  await waitFor(() => expect(screen.queryByText(/of originals/)).toBeNull())
  expect(screen.queryByText(/^Every photo has its file/)).toBeNull()
  core.ownFiles = { ...core.ownFiles, originals: { files: 2, bytes: 3_000_000 } }
  await user.click(check)
  await user.click(await screen.findByRole('button', { name: 'Add the originals to the library' }))
  expect(called('library.adopt')).toEqual([{}])
})

test("the library's own files are checked, added or deleted, and what is missing is shown", async () => {
  const { user, core, called } = await openSettings()
  const check = () => user.click(screen.getByRole('button', { name: 'Check the library’s own files' }))
  await check()
  expect(await screen.findByText(/^Every photo has its file/)).toBeTruthy()
  core.ownFiles = {
    originals: { files: 2, bytes: 3_000_000 },
    maps: { files: 5, bytes: 500_000 },
    missing: { photos: 1, paths: ['/photos/gone.jpg'] },
    setAside: false,
  }
  await check()
  expect(await screen.findByText(/4 MB: 2 of originals, 5 of colours/)).toBeTruthy()
  expect(screen.getByText('/photos/gone.jpg')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Delete them' }))
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  expect(called('library.clean')).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Delete them' }))
  const [, confirm] = await screen.findAllByText('Delete them')
  await user.click(confirm!)
  expect(await screen.findByText('7 files deleted. 4 MB freed.')).toBeTruthy()
  await user.click(await screen.findByRole('button', { name: 'Show in the library' }))
  expect(await screen.findByRole('button', { name: 'Missing files', current: 'page' })).toBeTruthy()
})
