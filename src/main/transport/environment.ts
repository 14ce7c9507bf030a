/**
 * Variables that change what a Node program loads or runs; a worker must be the program we shipped,
 * whatever the surroundings of the app say. Windows does not tell capitals apart.
 */
const dangerous =
  /^(NODE_OPTIONS|NODE_PATH|NODE_COMPILE_CACHE|NODE_REPL_.*|ELECTRON_.*|LD_PRELOAD|LD_AUDIT|DYLD_.*)$/i

export function workerEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const clean: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !dangerous.test(name)) clean[name] = value
  }
  return clean
}
