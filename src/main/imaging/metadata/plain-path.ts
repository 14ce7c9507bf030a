import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

/**
 * Gives a task a path in which ExifTool finds no format codes such as `%f`, which it knows no escape for: a link where the
 * file's own has a percent sign. @throws Node's own, where the system lets no links be made
 */
export async function withPlainPath<T>(path: string, task: (plain: string) => Promise<T>): Promise<T> {
  if (!path.includes('%')) return task(path)
  const folder = await mkdtemp(join(tmpdir(), 'tintype-link-'))
  try {
    const link = join(folder, `photo${extname(path).replaceAll('%', '')}`)
    await symlink(path, link)
    return await task(link)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
