import { parseArgs } from 'node:util'
import { type ImagingContract, imagingContract } from '../../shared/contract/imaging.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import { sweep } from '../files/temporary-files.ts'
import { logToParent } from '../log/open-log.ts'
import { failToStart, ipcParent, serveProcess, tellStuck } from '../transport/serve-process.ts'
import { describePhoto } from './describe-photo.ts'
import { libraryVersions, setUpImageLibrary } from './image-library.ts'
import { exifTool } from './metadata/exiftool.ts'
import { countPages } from './open/count-pages.ts'
import { withDeadlines } from './open/deadline.ts'
import { read } from './read.ts'
import { composePixels } from './result/compose-file.ts'
import { finish } from './result/finish.ts'
import { finishedResult } from './result/inspect-result.ts'
import { preview } from './screen/screen-picture.ts'
import { cutTiles } from './screen/tiles.ts'
import { centreSquare } from './training/centre-square.ts'
import { contactSheet } from './training/contact-sheet.ts'
import { trainingPhoto } from './training/training-photo.ts'
import { trainingSheet } from './training/training-sheet.ts'

logToParent('imaging')
try {
  const { values } = parseArgs({ options: { threads: { type: 'string', default: '1' } } })
  setUpImageLibrary(Number(values.threads))
  const parent = ipcParent()
  const handlers: Handlers<ImagingContract> = {
    describe: async () => {
      const exiftool = (await exifTool())?.version
      return { versions: { ...libraryVersions(), ...(exiftool && { exiftool }) } }
    },
    countPages: async ({ path }) => ({ pages: await countPages(path) }),
    describePhoto: ({ picture, identify }) => describePhoto(picture, identify),
    preview: async ({ picture }) => ({ jpeg: await preview(picture) }),
    cutTiles: ({ picture, folder }) => cutTiles(picture, folder),
    read,
    finish,
    finishedResult: ({ path, inFull }) => finishedResult(path, inFull),
    sweep: async ({ folder }) => {
      await sweep(folder)
      return {}
    },
    composePixels: ({ picture, ab, settings }) => composePixels(picture, ab, settings),
    centreSquare: ({ picture, size }) => centreSquare(picture, size),
    trainingPhoto: ({ picture, size, fit }) => trainingPhoto(picture, size, fit),
    trainingSheet: ({ rows, output }) => trainingSheet(rows, output),
    contactSheet: ({ pairs, columns, cell, output }) => contactSheet(pairs, columns, cell, output),
  }
  const timed = withDeadlines(handlers, () => tellStuck(parent))
  serveProcess(imagingContract, timed, parent)
} catch (thrown) {
  failToStart(thrown)
}
