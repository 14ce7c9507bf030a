import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
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

/** Less room than SQLite needs for one commit, bytes. */
const tooLittle = 2 ** 16

/** Whether the disk that a file lies on has no room left. */
export function isDiskFull(path: string): boolean {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(dirname(path))
    return bavail * bsize < tooLittle || (files > 0 && ffree === 0)
  } catch {
    return false
  }
}

/** `disk-full` or `file-unreadable` for what the file system says of a library; anything else as it is. */
export function asDiskError(thrown: unknown, path: string): unknown {
  const { code, syscall } = thrown as NodeJS.ErrnoException
  if (syscall === undefined) return thrown
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TintypeError('disk-full', `The library ${path} cannot be opened: its disk is full.`, {
      cause: thrown,
    })
  }
  return new TintypeError('file-unreadable', `The library ${path} cannot be read or written (${code}).`, {
    cause: thrown,
  })
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
