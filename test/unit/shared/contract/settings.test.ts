import { expect, test } from 'vitest'
import { appContract } from '../../../../src/shared/contract/app.ts'
import { settingsChangeSchema, settingsSchema } from '../../../../src/shared/contract/library.ts'

test('a change of settings holds what was said and nothing else', () => {
  expect(appContract['settings.set'].args.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
  expect(settingsChangeSchema.parse({})).toEqual({})
})

test('a change is checked as the settings are', () => {
  expect(settingsChangeSchema.safeParse({ cacheMegabytes: 1 }).success).toBe(false)
  expect(Object.keys(settingsChangeSchema.shape)).toEqual(Object.keys(settingsSchema.shape))
})
