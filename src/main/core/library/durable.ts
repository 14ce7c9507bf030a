import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { partSuffix } from '../../../shared/part-suffix.ts'

/** Makes a file or folder outlast a power cut. */
export function flush(path: string, kind: 'file' | 'folder'): void {
  // Windows cannot open a folder, and keeps its entries in a journal of its own.
  if (kind === 'folder' && process.platform === 'win32') return
  const handle = openSync(path, kind === 'folder' ? 'r' : 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Gives a file its final name for good; replaces what had it. */
export function publish(temporary: string, path: string): void {
  flush(temporary, 'file')
  renameSync(temporary, path)
  flush(dirname(path), 'folder')
}

/** Writes a whole file under a temporary name, then publishes it: `path` is complete or absent, never half. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  withTemporary(path, (temporary) => {
    const handle = openSync(temporary, 'w')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    } finally {
      closeSync(handle)
    }
  })
}

/** Copies a file so that `path` is complete or absent, never half. */
export function copyDurably(from: string, path: string): void {
  withTemporary(path, (temporary) => copyFileSync(from, temporary))
}

function withTemporary(path: string, fill: (temporary: string) => void): void {
  const temporary = `${path}${partSuffix}`
  try {
    fill(temporary)
    publish(temporary, path)
  } finally {
    rmSync(temporary, { force: true })
  }
}
