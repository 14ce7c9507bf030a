import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { Command } from 'commander'
import { openCore } from '../src/main/core/index.ts'
import { blindKeySchema, blindPairs, parseAnswers, scoreBlind } from '../src/main/evaluation/index.ts'

/** Both pictures of a pair are brought to this long side, px: the size of the old photographs in hand. */
const side = 640

const program = new Command('blind').description(
  'Two colourings of the same photographs, side by side, for readers who do not know which is which.',
)
program
  .command('make')
  .description('Lays the pairs of two folders of results into a folder for the readers.')
  .requiredOption('--present <folder>', 'results of the weights that ship now')
  .requiredOption('--candidate <folder>', 'results of the candidate, files of the same names')
  .requiredOption('--out <folder>', 'for the readers')
  .requiredOption('--key <file>', 'which is which; not in the folder for the readers')
  .option('--seed <n>', 'decides order and sides', '1')
  .action(make)
program
  .command('score')
  .description('Counts what readers answered: a line "12 left", "12 right" or "12 tie" for each pair.')
  .requiredOption('--key <file>', 'as made')
  .argument('<answers...>', 'a file for each reader')
  .action(score)
await program.parseAsync()

interface MakeFlags {
  present: string
  candidate: string
  out: string
  key: string
  seed: string
}

async function make({ present, candidate, out, key, seed }: MakeFlags): Promise<void> {
  const others = new Map((await readdir(present)).map((name) => [parse(name).name, join(present, name)]))
  const found = (await readdir(candidate)).sort().flatMap((name) => {
    const stem = parse(name).name
    const other = others.get(stem)
    return other ? [[stem, { present: other, candidate: join(candidate, name) }] as const] : []
  })
  if (found.length === 0) throw new Error(`${present} and ${candidate} hold no files of the same name.`)
  const files = new Map(found)
  const pairs = blindPairs([...files.keys()], Number(seed))
  await mkdir(out, { recursive: true })
  const core = await openCore({ engine: 'wasm', jobs: 1 })
  try {
    for (const { number, photo, candidate } of pairs) {
      const both = files.get(photo)!
      const pair: [string, string] =
        candidate === 'left' ? [both.candidate, both.present] : [both.present, both.candidate]
      const output = join(out, `${String(number).padStart(3, '0')}.jpg`)
      await core.imaging.use((client) =>
        client.contactSheet({ pairs: [pair], columns: 1, cell: side, output }),
      )
    }
  } finally {
    await core.close()
  }
  await writeFile(key, `${JSON.stringify(pairs, null, 1)}\n`)
  console.log(`${pairs.length} pairs of ${files.size} photographs in ${out}; the key is ${key}`)
  console.log('Ask of each: which would the family rather hang up? left, right or tie.')
}

async function score(files: string[], flags: { key: string }): Promise<void> {
  const key = blindKeySchema.parse(JSON.parse(await readFile(flags.key, 'utf8')))
  const readers = []
  for (const file of files) readers.push(parseAnswers(await readFile(file, 'utf8'), key))
  const { preference, readers: shares, passed } = scoreBlind(key, readers, { resamples: 2000, seed: 1 })
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  console.log('| reader | chose the candidate |\n| --- | ---: |')
  for (const [index, share] of shares.entries()) console.log(`| ${index + 1} | ${percent(share)} |`)
  const { value, low, high } = preference
  console.log(`| all | ${percent(value)} (${percent(low)} to ${percent(high)}) |`)
  console.log(passed ? '\nPassed.' : '\nNot passed: 55 % and an interval above 50 % are needed.')
}
