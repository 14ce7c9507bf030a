import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { build } from 'vite'
import { buildShell } from './build-shell.ts'

/** JavaScript for the installed `tintype` and for Electron: Node strips no types under node_modules. */
rmSync('dist', { recursive: true, force: true })
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
const kernels = 'main/engine/field/kernels.wasm'
cpSync(`src/${kernels}`, `dist/${kernels}`)
await build({ logLevel: 'warn' })
await buildShell('dist/electron')
