import { describe, expect, it } from 'vitest'
import { canSeeProcesses } from '../../../fixtures/kill/processes.ts'
import { playMoments, playRound } from '../../../fixtures/kill/round.ts'

describe('core killed right before a step is on record', () => {
  it('loses nothing, makes nothing twice, leaves nothing half', { timeout: 150_000 }, async () => {
    const moments = ['import planned', 'import done', 'colorize written', 'colorize done']
    moments.push('export written', 'export verified', 'export done')
    expect(await playMoments(moments, 6)).toEqual({ missed: [], harm: [] })
  })
})

describe.skipIf(!canSeeProcesses)('core, engine and imaging killed at random moments (Linux only)', () => {
  it('five times: nothing is lost, nothing is there twice, nothing is half', {
    timeout: 150_000,
  }, async () => {
    // On a quick machine a round is over before the fifth kill: then another is played.
    for (let seed = Date.now(), killed = 0; killed < 5; seed++) {
      const { kills, harm } = await playRound(seed, 5 - killed, 12)
      const story = kills.map(({ victim, after }) => `${victim} after ${after} ms`).join(', ')
      expect(harm, `seed ${seed}, killed: ${story}`).toEqual([])
      killed += kills.length
    }
  })
})
