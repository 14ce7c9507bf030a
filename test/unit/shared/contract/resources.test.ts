import { expect, it } from 'vitest'
import {
  parseResourcePath,
  type ResourceRequest,
  resourcePath,
} from '../../../../src/shared/contract/resources.ts'

const hash = '0123456789abcdef'

it('every resource has one address, which is read back', () => {
  const requests: ResourceRequest[] = [
    { kind: 'thumb', photo: 7, picture: hash },
    { kind: 'preview', photo: 7, picture: hash },
    { kind: 'l-tile', photo: 7, picture: hash, level: 0, x: 3, y: 12 },
    { kind: 'export', job: 9 },
  ]
  expect(requests.map((request) => parseResourcePath(resourcePath(request)))).toEqual(requests)
})

it.each([
  '',
  'thumb',
  'thumb/1/ABCDEF0123456789',
  `thumb/1/${hash}/`,
  `thumb/1/${hash}/..`,
  `thumb/../${hash}`,
  `preview/07/${hash}`,
  `preview/0/${hash}`,
  `preview/1e3/${hash}`,
  `l-tile/1/${hash}/0/-1/0`,
  'export/9/name.tif',
  'toString/1',
])('no resource: %s', (path) => {
  expect(parseResourcePath(path)).toBeUndefined()
})
