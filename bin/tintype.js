#!/usr/bin/env node
// Plain old JavaScript: it has to run, and say what is wrong, on any Node.
import { existsSync } from 'node:fs'

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
await import(existsSync(source) ? source : built)
