import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type FinetuneRecord, findRecord, writeRecord } from '../../../../src/main/core/finetune/record.ts'
import { temporaryFolder } from '../../../fixtures/app/open.ts'

const record: FinetuneRecord = {
  ...{ id: '00000000-feed', photos: [1], others: [], report: null, paused: true, error: null },
  ...{ name: null, preset: null, base: null },
}

it('finds the run that was left, and sweeps away what has no record', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, '00000000-dead'))
  expect(await findRecord(root)).toBeUndefined()
  expect(existsSync(join(root, '00000000-dead'))).toBe(false)
  await writeRecord(root, record)
  expect(await findRecord(root)).toEqual(record)
})

it('reads the record of 0.1, in which others were files', async () => {
  const root = temporaryFolder()
  const paged = { path: '/b.tif', page: 2 }
  await writeRecord(root, { ...record, others: ['/a.jpg', paged] as unknown as FinetuneRecord['others'] })
  expect(await findRecord(root)).toEqual({ ...record, others: [{ path: '/a.jpg' }, paged] })
})

it('leaves a run alone whose record cannot be read now', async () => {
  const root = temporaryFolder()
  const [unread, unknown] = [join(root, '00000000-dead'), join(root, '00000000-beef')]
  // A folder is as unreadable as a file of a drive that fails.
  mkdirSync(join(unread, 'record.json'), { recursive: true })
  mkdirSync(unknown)
  writeFileSync(join(unknown, 'record.json'), '{"of": "another Tintype"}')
  await writeRecord(root, record)
  expect(await findRecord(root)).toEqual(record)
  expect([existsSync(unread), existsSync(unknown)]).toEqual([true, true])
})

it('knows the record of 0.1, which named the report otherwise', async () => {
  const root = temporaryFolder()
  const { report, ...rest } = record
  await writeRecord(root, record)
  writeFileSync(join(root, record.id, 'record.json'), JSON.stringify({ ...rest, fitness: report }))
  expect(await findRecord(root)).toEqual(record)
})
