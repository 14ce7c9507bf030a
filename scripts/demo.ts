import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { appRoot, openCore } from '../src/main/core/index.ts'
import { album, colourAlbum } from './album.ts'

/**
 * Colours the sample album into `demo/` and lays originals and results side by side on a contact
 * sheet, so that a newcomer sees in a minute what Tintype does.
 */
const output = join(appRoot, 'demo')
const sheet = join(output, 'contact-sheet.jpg')

const core = await openCore({ engine: 'auto', jobs: 2 })
try {
  console.log(`Colouring the sample album with: ${core.info.device}`)
  const names = (await readdir(album)).filter((name) => /\.(jpg|png)$/.test(name))
  const pairs = await colourAlbum(core, names, output)
  await core.imaging.use((client) => client.contactSheet({ pairs, columns: 2, cell: 420, output: sheet }))
  for (const [, result] of pairs) console.log(`  ${result}`)
  console.log(`\nOriginals and results side by side:\n  ${sheet}`)
} finally {
  await core.close()
}
