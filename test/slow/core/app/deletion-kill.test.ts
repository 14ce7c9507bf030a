import { it } from 'vitest'
import { expectWholeAfterKills } from '../../../fixtures/kill/deletion.ts'

it('a kill at any moment while photos are deleted for good leaves no photo without its file', () =>
  expectWholeAfterKills([0, 15, 40, 90, 160]))
