// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openApp } from './open-app.tsx'

test('a running batch shows its progress below, can be paused, resumed and cancelled', async () => {
  const { user, called, core } = openApp({ photos: 8, pace: 200 })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.keyboard('{Control>}a{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Colour' }))
  const bar = within(screen.getByRole('region', { name: 'Progress' }))
  expect(await bar.findByText(/of 8 colouring/)).toBeTruthy()
  await user.click(bar.getByRole('button', { name: 'Pause' }))
  expect(await bar.findByText('Paused')).toBeTruthy()
  await user.click(bar.getByRole('button', { name: 'Resume' }))
  expect(await bar.findByText(/photos\/s/)).toBeTruthy()
  expect(await bar.findByText(/left$/)).toBeTruthy()
  await user.click(bar.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(called('batches.cancel')).toHaveLength(1))
  await bar.findByText('8 photos')
  expect(core.batches[0].counts.cancelled).toBeGreaterThan(0)
})

test('failures stand by reason with what to do, and can be retried', async () => {
  const { user, called } = openApp({ photos: 1 })
  await screen.findByRole('option', { name: /1890/ })
  await user.click(screen.getByRole('button', { name: 'Add…' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Photos…' }))
  await user.click(await screen.findByRole('button', { name: '1 failed' }))
  expect(await screen.findByRole('heading', { name: 'Picture is damaged' })).toBeTruthy()
  const advice = 'What to do: Copy or scan it again, or let Tintype read what is there.'
  expect(screen.getByText(advice)).toBeTruthy()
  expect(screen.getByText('/photos/new/broken.jpg')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Retry 1 failed' }))
  await waitFor(() => expect(called('batches.retry')).toHaveLength(1))
})

test('what is there of damaged photos can be read', async () => {
  const { user, called } = openApp({ photos: 1 })
  await screen.findByRole('option', { name: /1890/ })
  await user.click(screen.getByRole('button', { name: 'Add…' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Photos…' }))
  await user.click(await screen.findByRole('button', { name: '1 failed' }))
  await user.click(await screen.findByRole('button', { name: 'Read what is there' }))
  await waitFor(() => expect(called('batches.acceptDamaged')).toEqual([{ id: expect.any(Number) }]))
})

test('what is not in exported files is counted on the card of the export', async () => {
  const { user, core } = openApp({ photos: 4 })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.keyboard('{Control>}a{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Colour' }))
  await waitFor(() => expect(core.batches[0].counts.done).toBe(4))
  await user.click(screen.getByRole('button', { name: 'Export…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Export 4 photos' }))
  await user.selectOptions(dialog.getByRole('combobox', { name: 'Format' }), 'webp')
  await user.click(dialog.getByRole('button', { name: 'Choose…' }))
  await user.click(dialog.getByRole('button', { name: 'Export' }))
  await user.click(screen.getByRole('button', { name: 'Batch' }))
  const heading = await screen.findByRole('heading', { name: 'Not in the exported files' })
  await waitFor(() =>
    expect(heading.parentElement?.textContent).toContain(
      '4 Part of what the original says of itself is not in the result: bad IPTC',
    ),
  )
})

test('files that an import passed over are named by ending', async () => {
  const { user, core } = openApp({ photos: 1 })
  await screen.findByRole('option', { name: /1890/ })
  await user.click(screen.getByRole('button', { name: 'Add…' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Photos…' }))
  await user.click(await screen.findByRole('button', { name: '1 failed' }))
  core.batches[0].leftOut = { '.bmp': 2, '.jxl': 1 }
  await user.click(screen.getByRole('button', { name: 'Retry 1 failed' }))
  expect(await screen.findByText('3 files left out: 2 .bmp, 1 .jxl')).toBeTruthy()
})

test('what ended can be cleared', async () => {
  const { user } = openApp()
  await user.click(await screen.findByRole('button', { name: 'Try the sample album' }))
  await screen.findByRole('option', { name: /portrait\.jpg, Coloured/ })
  await user.click(screen.getByRole('button', { name: 'Batch' }))
  await user.click(await screen.findByRole('button', { name: 'Clear from the list' }))
  expect(await screen.findByText('Nothing is running')).toBeTruthy()
})

test('screen readers hear that a batch ended', async () => {
  const { user } = openApp({ photos: 2 })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.click(screen.getByRole('button', { name: 'Colour' }))
  await waitFor(() => {
    const live = screen.getAllByRole('status').map(({ textContent }) => textContent)
    expect(live).toContain('1 photos: done')
  })
})
