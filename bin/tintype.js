#!/usr/bin/env node
// Plain old JavaScript: it has to run, and say what is wrong, on any Node.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 14)) {
  console.error(
    `Tintype needs Node 22.14 or newer; this is ${process.versions.node}.\n` +
      'In a clone, "npm run -s tintype -- ..." uses the Node that "npm ci" brought along.',
  )
  process.exit(1)
}

const built = new URL('../dist/main/cli/main.js', import.meta.url)
const source = new URL('../src/main/cli/main.ts', import.meta.url)
const isClone = existsSync(source)
if (isClone && !process.features.typescript) {
  console.error(
    `A clone of Tintype needs a Node that runs TypeScript, 22.18 or newer; this is ${process.versions.node}.\n` +
      'Use "npm run -s tintype -- ...": it takes the Node that "npm ci" brought along.',
  )
  process.exit(1)
}
// Not before: an old Node may not read it. What Node made of the program is kept: a start takes 0.5 s instead of 1 s then.
const { default: envPaths } = await import('env-paths')
module.enableCompileCache?.(join(envPaths('tintype', { suffix: '' }).cache, 'compiled'))
await import(isClone ? source : built)
