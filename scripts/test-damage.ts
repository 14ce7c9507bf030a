import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { playRound, type Round, usedLibrary } from '../test/fixtures/damage/round.ts'

/**
 * Harms a library at random `--times` times (seeds from `--seed`), opens it, and looks whether each ends opened, restored
 * or in an error that says what to do, with nothing deleted. Prints a record in Markdown.
 */
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})
const first = Number(values.seed)
const template = await usedLibrary()
const rounds: Round[] = []
try {
  for (let seed = first; seed < first + Number(values.times); seed += 1) {
    const round = await playRound(template, seed)
    rounds.push(round)
    for (const wrong of round.wrong) console.error(`seed ${seed}, ${round.damage}: ${wrong}`)
  }
} finally {
  rmSync(template, { recursive: true, force: true })
}
const endings = Object.entries(Object.groupBy(rounds, ({ ending }) => ending))
const wrong = rounds.filter((round) => round.wrong.length > 0)
console.log(
  [
    `- ${rounds.length} damages, seeds from ${first}, Node ${process.versions.node}`,
    `- ${endings.map(([ending, all]) => `${ending} ${all!.length}`).join(', ')}`,
    `- not as promised: ${wrong.length}`,
  ].join('\n'),
)
process.exitCode = wrong.length === 0 ? 0 : 1
