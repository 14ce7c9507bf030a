// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openApp } from './open-app.tsx'

async function openDialog() {
  const app = openApp({ photos: 5 })
  await app.user.click(await screen.findByRole('option', { name: /1891/ }))
  await app.user.keyboard('{Control>}a{/Control}')
  await screen.findAllByText('5 selected')
  await app.user.click(screen.getByRole('button', { name: 'Export…' }))
  return { ...app, dialog: within(await screen.findByRole('dialog', { name: 'Export 5 photos' })) }
}

test('the names are shown as they will be while the pattern is typed', async () => {
  const { user, dialog } = await openDialog()
  const pattern = dialog.getByRole('textbox', { name: 'File name' })
  await user.clear(pattern)
  await user.type(pattern, '{{name} in colour {{number}')
  expect(await dialog.findByText(/in colour 2\.tiff$/)).toBeTruthy()
  expect(dialog.getByText('and 2 more')).toBeTruthy()
})

test('a field that is none is named beside the box, and nothing starts', async () => {
  const { user, dialog } = await openDialog()
  const pattern = dialog.getByRole('textbox', { name: 'File name' })
  await user.clear(pattern)
  await user.type(pattern, '{{name} {{week}')
  expect((await dialog.findByRole('alert')).textContent).toBe(
    '{week} is none of the fields that a name can hold.',
  )
  expect(pattern.getAttribute('aria-invalid')).toBe('true')
  expect(dialog.getByRole('button', { name: 'Export' }).hasAttribute('disabled')).toBe(true)
  await user.type(pattern, '{Backspace>7/}')
  await waitFor(() => expect(dialog.queryByRole('alert')).toBeNull())
})

test('formats of 8 bits cannot be asked for 16', async () => {
  const { user, dialog } = await openDialog()
  await user.selectOptions(dialog.getByRole('combobox', { name: 'Format' }), 'jpeg')
  const depth = within(dialog.getByRole('combobox', { name: 'Bits a channel' }))
  expect(depth.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['8 bit'])
})

test('the export starts with what was chosen', async () => {
  const { user, dialog, called } = await openDialog()
  await user.click(dialog.getByRole('button', { name: 'Choose…' }))
  await user.selectOptions(dialog.getByRole('combobox', { name: 'Format' }), 'png')
  await user.click(dialog.getByRole('checkbox', { name: /^Keep dates/ }))
  await user.click(dialog.getByRole('button', { name: 'Export' }))
  await waitFor(() => expect(called('export.start')).toHaveLength(1))
  expect(called('export.start')[0]).toEqual({
    ids: expect.arrayContaining([1, 2, 3, 4, 5]),
    settings: {
      folder: '/results/family',
      format: 'png',
      depth: 16,
      pattern: '{name}',
      metadata: false,
    },
  })
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a preset sets format, depth and size, and what is typed is told where it is no such number', async () => {
  const { user, dialog, called } = await openDialog()
  await user.click(dialog.getByRole('radio', { name: 'Share' }))
  const side = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Long side, pixels' })
  expect(side.value).toBe('2048')
  expect(dialog.getByRole<HTMLSelectElement>('combobox', { name: 'Format' }).value).toBe('jpeg')
  expect(dialog.getByRole('radio', { name: 'Share' }).getAttribute('aria-checked')).toBe('true')
  await user.clear(side)
  await user.type(side, '6')
  expect((await dialog.findByRole('alert')).textContent).toBe('A whole number from 64 to 100000.')
  expect(dialog.getByRole('button', { name: 'Export' }).hasAttribute('disabled')).toBe(true)
  expect(dialog.getByRole('radio', { name: 'Share' }).getAttribute('aria-checked')).toBe('false')
  await user.type(side, '40')
  await user.type(dialog.getByRole('textbox', { name: 'Quality' }), '80')
  await user.click(dialog.getByRole('button', { name: 'Export' }))
  await waitFor(() => expect(called('export.start')).toHaveLength(1))
  expect(called('export.start')[0]).toMatchObject({
    settings: { format: 'jpeg', depth: 8, encoding: { quality: 80, longSide: 640 } },
  })
})
