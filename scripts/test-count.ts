/**
 * Counts what the tests hold, so that "nothing lost" is a number: now, and at any commit named.
 *
 *     npm run test:count -- main~20
 *
 * Counts the text, not a run: a test in a loop counts once. How many a run made is in its last lines.
 */
import { execFileSync } from 'node:child_process'

/** What git finds in the tests, a line a match. @param commit none for what lies in the folder */
function matches(pattern: string, commit: string | undefined): number {
  const words = ['grep', '-h', '-o', '-P', ...(commit ? [pattern, commit] : ['--untracked', pattern])]
  try {
    const found = execFileSync('git', [...words, '--', 'test'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    return found.trimEnd().split('\n').length
  } catch {
    return 0
  }
}

function files(commit: string | undefined): number {
  const words = commit ? ['ls-tree', '-r', '--name-only', commit] : ['ls-files', '-co', '--exclude-standard']
  const names = execFileSync('git', [...words, '--', 'test'], { encoding: 'utf8' })
  return names.split('\n').filter((name) => /\.test\.tsx?$/.test(name)).length
}

for (const commit of [...process.argv.slice(2), undefined]) {
  const tests = matches(String.raw`^\s*(it|test)\b(\.\w+)*\(`, commit)
  const expectations = matches(String.raw`\bexpect(\.(soft|poll|element))?\(`, commit)
  console.log(`${commit ?? 'here'}: ${files(commit)} files, ${tests} tests, ${expectations} expectations`)
}
