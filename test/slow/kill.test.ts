import { expect, it } from 'vitest'
import { canSeeProcesses, victims } from '../fixtures/kill/processes.ts'
import { playRound, type Round } from '../fixtures/kill/round.ts'
import { report, seed, shareOf } from '../share.ts'

const times = shareOf(200)
const photos = 12
/** More in one round and the work is over before; fewer and little of it is met. */
const killsInRound = 6

it.skipIf(!canSeeProcesses)(
  `core, engine and imaging killed ${times} times at random (Linux only): nothing is lost, nothing is there twice, nothing is half`,
  async () => {
    const rounds: Round[] = []
    const killed = (): number => rounds.reduce((sum, { kills }) => sum + kills.length, 0)
    while (killed() < times) {
      const own = seed + rounds.length
      const round = await playRound(own, Math.min(killsInRound, times - killed()), photos)
      rounds.push(round)
      const story = round.kills.map(({ victim, after }) => `${victim} after ${after} ms`).join(', ')
      expect(round.harm, `seed ${own}, killed: ${story}`).toEqual([])
    }
    report(recordOf(rounds))
  },
)

function recordOf(rounds: Round[]): string {
  const kills = rounds.flatMap((round) => round.kills)
  const failures = rounds.flatMap((round) => Object.entries(round.failures))
  const byKind = Map.groupBy(failures, ([kind]) => kind)
  const retried = [...byKind].map(([kind, all]) => `${kind} ${all.reduce((sum, [, n]) => sum + n, 0)}`)
  const byVictim = victims.map((one) => `${one} ${kills.filter(({ victim }) => victim === one).length}`)
  return (
    `kills: ${kills.length} in ${rounds.length} rounds of ${photos} photographs (${byVictim.join(', ')}); ` +
    `jobs that failed by them and were tried again: ${retried.join(', ') || 'none'}`
  )
}
