import { execFile } from 'node:child_process'
import { rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { glob } from 'tinyglobby'
import { appRoot } from '../../../src/main/core/index.ts'
import { oneAtATime } from '../../fixtures/one-at-a-time.ts'

const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
const pages = join(appRoot, 'dist', 'renderer')
const part = join(appRoot, 'dist', 'renderer.part')
const sources = ['src/renderer/**', 'src/shared/**', 'vite.config.ts', 'package-lock.json']

/** Builds the user interface that `tintype serve` shows, if its sources are newer than the last build. */
export function buildRenderer(): Promise<void> {
  return oneAtATime('renderer', async () => {
    const files = await glob(sources, { cwd: appRoot, absolute: true })
    const newest = Math.max(...(await Promise.all(files.map(modified))))
    if ((await modified(join(pages, 'index.html'))) > newest) return
    // In a process of its own: here Vite would take "test" for the mode of the build.
    await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', part, '--emptyOutDir'], {
      cwd: appRoot,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    await rm(pages, { recursive: true, force: true })
    await rename(part, pages)
  })
}

async function modified(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0
}
