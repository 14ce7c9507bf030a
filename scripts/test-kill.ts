import { availableParallelism, release, type } from 'node:os'
import { parseArgs } from 'node:util'
import { canSeeProcesses, victims } from '../test/fixtures/kill/processes.ts'
import { playRound, type Round } from '../test/fixtures/kill/round.ts'

/**
 * Kills core, engine and imaging at random moments until it was done `--times` times, and looks each
 * round whether anything was lost, is there twice, or is half. Prints a record in Markdown.
 */
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '200' },
    photos: { type: 'string', default: '12' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const times = Number(values.times)
/** More in one round and the work is over before; fewer and little of it is met. */
const killsInRound = 6

if (!canSeeProcesses) throw new Error('Processes are killed on Linux only, where they can be told apart.')
const started = performance.now()
const rounds: Round[] = []
const killed = (): number => rounds.reduce((sum, { kills }) => sum + kills.length, 0)
while (killed() < times) {
  const seed = Number(values.seed) + rounds.length
  const round = await playRound(seed, Math.min(killsInRound, times - killed()), Number(values.photos))
  rounds.push(round)
  console.error(
    `seed ${seed}: ${round.kills.length} kills, ${killed()} of ${times}, harm: ${round.harm.length}`,
  )
  for (const harm of round.harm) console.error(`  ${harm}`)
}

const kills = rounds.flatMap((round) => round.kills)
const harm = rounds.flatMap((round) => round.harm)
const failures = rounds.flatMap((round) => Object.entries(round.failures))
const byKind = Map.groupBy(failures, ([kind]) => kind)
const retried = [...byKind].map(([kind, all]) => `${kind} ${all.reduce((sum, [, count]) => sum + count, 0)}`)
console.log(
  [
    `- ${new Date().toISOString().slice(0, 10)}, ${type()} ${release()}, ${availableParallelism()} cores, Node ${process.versions.node}`,
    `- ${kills.length} kills in ${rounds.length} rounds of ${values.photos} photographs (seeds from ${values.seed}), ${Math.round((performance.now() - started) / 1000)} s`,
    `- ${victims.map((victim) => `${victim} ${kills.filter((kill) => kill.victim === victim).length}`).join(', ')}`,
    `- jobs that failed twice by a kill and were tried again: ${retried.join(', ') || 'none'}`,
    `- harm: ${harm.length === 0 ? 'none' : harm.join('; ')}`,
  ].join('\n'),
)
process.exitCode = harm.length === 0 ? 0 : 1
