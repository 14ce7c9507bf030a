import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { must, run } from '../run.ts'

/** `nobody`, by its number on every Linux. */
const nobody = { uid: 65534, gid: 65534 }

export interface OrdinaryUser {
  /** The repository, or this user's copy of it. */
  root: string
  /** Where this user finds a file of the repository; other files stay where they are. */
  place: (path: string) => string
  /** Options of `spawn`. */
  spawn: { uid?: number; gid?: number; env: NodeJS.ProcessEnv }
  /** Removes what was made for this user. */
  remove: () => Promise<void>
}

/**
 * Who runs what root must not run: this user, or `nobody` in root's place, with a home and a copy of the repository of its
 * own: the way to root's may be closed to others, and tools keep their caches in it.
 */
export async function ordinaryUser(root: string): Promise<OrdinaryUser> {
  if (process.getuid?.() !== 0)
    return { root, place: (path) => path, spawn: { env: process.env }, remove: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'tintype-nobody-'))
  await chmod(folder, 0o755)
  const home = join(folder, 'home')
  await mkdir(home)
  await chown(home, nobody.uid, nobody.gid)
  const own = await copy(root, join(folder, 'repository'))
  return {
    root: own,
    place: (path) => (path.startsWith(join(root, sep)) ? join(own, relative(root, path)) : path),
    spawn: { ...nobody, env: { ...process.env, HOME: home, TMPDIR: home } },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Links take no room and no time; another disk takes both. */
async function copy(root: string, to: string): Promise<string> {
  const linked = await run('cp', ['-al', root, to])
  if (!linked.ok) {
    await rm(to, { recursive: true, force: true })
    await must('The copy of the repository', run('cp', ['-a', root, to]))
  }
  for (const cache of ['.cache', '.vite', '.vite-temp', '.vitest-cache']) {
    await rm(join(to, 'node_modules', cache), { recursive: true, force: true })
  }
  for (const own of [to, join(to, 'node_modules')]) await chown(own, nobody.uid, nobody.gid)
  return to
}
