import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readable } from './lines.ts'
import { formerFiles, logName } from './log-file.ts'

/** The last lines of the log in a folder, for people, oldest first; none where there is no log. */
export async function lastLines(folder: string, count: number): Promise<string[]> {
  let lines: string[] = []
  const names = [logName, ...Array.from({ length: formerFiles }, (_, former) => `${logName}.${former + 1}`)]
  for (const name of names) {
    if (lines.length >= count) break
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    lines = [...text.split('\n').filter(Boolean), ...lines]
  }
  return lines.slice(-count).map(readable)
}
