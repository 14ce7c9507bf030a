import { describe, expect, it } from 'vitest'
import { canSeeProcesses } from '../../../fixtures/kill/processes.ts'
import { playRound } from '../../../fixtures/kill/round.ts'

describe.skipIf(!canSeeProcesses)('core, engine and imaging killed at random moments (Linux only)', () => {
  it('five times: nothing is lost, nothing is there twice, nothing is half', {
    timeout: 150_000,
  }, async () => {
    const seed = Date.now()
    const { kills, harm } = await playRound(seed, 5, 12)
    const story = kills.map(({ victim, after }) => `${victim} after ${after} ms`).join(', ')
    expect(harm, `seed ${seed}, killed: ${story}`).toEqual([])
    expect(kills.length).toBeGreaterThanOrEqual(3)
  })
})
