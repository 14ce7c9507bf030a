import { expect, it } from 'vitest'
import { playMoments } from '../../../fixtures/kill/round.ts'

// `test/slow/kill.test.ts` kills at random.
it('core killed right before a step is on record loses nothing, makes nothing twice, leaves nothing half', {
  timeout: 150_000,
}, async () => {
  const moments = ['import planned', 'import done', 'colorize written', 'colorize done']
  moments.push('export written', 'export verified', 'export done')
  expect(await playMoments(moments, 6)).toEqual({ missed: [], harm: [] })
})
