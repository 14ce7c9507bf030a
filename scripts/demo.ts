import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { appRoot, openCore } from '../src/main/core/index.ts'
import { defaultColorizeSettings } from '../src/shared/contract/colorize.ts'

/**
 * Colours the sample album into `demo/` and lays originals and results side by side on a contact
 * sheet, so that a newcomer sees in a minute what Tintype does.
 */
const samples = join(appRoot, 'samples')
const output = join(appRoot, 'demo')
const sheet = join(output, 'contact-sheet.jpg')

const core = await openCore({ engine: 'auto', jobs: 2 })
try {
  console.log(`Colouring the sample album with ${core.facts.device}`)
  await mkdir(output, { recursive: true })
  const inputs = (await readdir(samples))
    .filter((name) => /\.(jpg|png)$/.test(name))
    .map((name) => join(samples, name))
  const { jobs, counts } = await core.colorize(
    {
      inputs,
      output,
      settings: { ...defaultColorizeSettings, format: 'jpeg' },
      recursive: false,
      recolour: true,
      again: false,
    },
    { onSettled: ({ task, state, outcome }) => console.log(`  ${task.path} -> ${outcome?.output ?? state}`) },
  )
  const pairs = jobs.flatMap(({ task, outcome }): [string, string][] =>
    outcome?.output ? [[task.path, outcome.output]] : [],
  )
  if (counts.failed > 0 || pairs.length !== inputs.length) throw new Error('Not every sample was coloured.')
  await core.imaging.use((client) => client.contactSheet({ pairs, columns: 2, cell: 420, output: sheet }))
  console.log(`\n${pairs.length} pictures lie in ${output}`)
  console.log(`Originals and results side by side: ${sheet}`)
} finally {
  await core.close()
}
