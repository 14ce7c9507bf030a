import { expect, it } from 'vitest'
import { requireNodeApi } from '../../../../src/main/core/library/node-api.ts'

it('an older Node is refused by name before SQLite would end it', () => {
  const old = expect.objectContaining({ message: expect.stringContaining('22.14 or newer; this is 20.20.2') })
  expect(() => requireNodeApi({ node: '20.20.2', napi: '9' })).toThrow(old)
  expect(() => requireNodeApi({ node: '20.20.2' })).toThrow(old)
  expect(() => requireNodeApi({ node: '22.14.0', napi: '10' })).not.toThrow()
  expect(() => requireNodeApi()).not.toThrow()
})
