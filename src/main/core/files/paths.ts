import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import envPaths from 'env-paths'

/** Folder that holds `package.json` and `models`, of the source tree as of an installed app. */
export const appRoot = findRoot(dirname(fileURLToPath(import.meta.url)))

/** Where this user's models and engines live. An empty variable must not stand for the current folder. */
export const userData = process.env.TINTYPE_HOME || envPaths('tintype', { suffix: '' }).data

/** The library that opens unless another is named. */
export const defaultLibrary = join(userData, 'library')

/** The log of all Tintype's processes of this user. */
export const logFolder = join(userData, 'logs')

/** What Node made of our programs, for their next start. The command line names the same folder, in `bin/tintype.js`. */
export const compileCache = join(envPaths('tintype', { suffix: '' }).cache, 'compiled')

/** Photographs that come with Tintype, to try it on. */
export const samplesFolder = join(appRoot, 'samples')

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  return findRoot(dirname(folder))
}

/** Entry of a worker room, TypeScript in the source tree and JavaScript in a build. */
export function workerEntry(room: 'engine' | 'imaging' | 'training'): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return fileURLToPath(new URL(`../../${room}/main.${extension}`, import.meta.url))
}
