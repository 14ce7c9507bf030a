import { it } from 'vitest'
import { expectWholeAfterKills } from '../../../fixtures/kill/deletion.ts'

it('a kill while photos are deleted for good leaves no photo without its file, and what is left over is found', () =>
  expectWholeAfterKills([15, 90]))
