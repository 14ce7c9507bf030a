import { spawn } from 'node:child_process'

export interface Outcome {
  ok: boolean
  /** Standard output alone: the program's answer. */
  answer: string
  /** Standard output and standard error, as they came: what to show when it fails. */
  output: string
}

/** Runs a program quietly to its end; a program that is not there is an outcome too. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...options.env }
    const cwd = options.cwd ?? process.cwd()
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let answer = ''
    let output = ''
    child.stdout.on('data', (chunk) => (answer += chunk))
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ ok: false, answer, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, answer, output }))
  })
}

/** npm is a script, run by this very Node: on Windows it could not be started otherwise. */
export function npm(folder: string, args: readonly string[]): Promise<Outcome> {
  const script = process.env.npm_execpath
  return script
    ? run(process.execPath, [script, ...args], { cwd: folder })
    : run('npm', args, { cwd: folder })
}

/** Runs a step that must succeed. @throws its name and the last lines that the program wrote. */
export async function must(step: string, outcome: Promise<Outcome>): Promise<string> {
  const { ok, answer, output } = await outcome
  if (!ok) throw new Error(`${step} failed:\n${lastLines(output)}`)
  return answer
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-8).join('\n')
}
