import { TintypeError } from '../../../shared/errors.ts'

const needed = 10

/**
 * better-sqlite3 13 ends an older Node without a word, so this is asked before its binary is loaded.
 * @throws `internal` that names the version to install.
 */
export function requireNodeApi(versions: { napi?: string; node: string } = process.versions): void {
  if (Number(versions.napi ?? 0) >= needed) return
  throw new TintypeError(
    'internal',
    `The library needs Node 22.14 or newer; this is ${versions.node}. Start Tintype with the Node that came with it.`,
  )
}
