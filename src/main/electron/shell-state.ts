import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeAtomicallySync } from '../files/atomic-write.ts'

const memorySchema = z.object({
  window: z
    .object({
      x: z.int().optional(),
      y: z.int().optional(),
      width: z.int().min(640),
      height: z.int().min(480),
      maximized: z.boolean(),
    })
    .default({ width: 1280, height: 840, maximized: false }),
  /** Folders that dialogs begin in; Electron itself begins in Downloads each time. */
  folders: z.object({ import: z.string().optional(), export: z.string().optional() }).default({}),
  /** Libraries opened, the last one first; empty: only the user's own. */
  libraries: z.array(z.string()).max(10).default([]),
})
type Remembered = z.output<typeof memorySchema>

/** What the shell remembers from one run to the next, in a small file; a damaged one is begun anew. */
export class ShellState {
  readonly #file: string
  #remembered: Remembered

  constructor(file: string) {
    this.#file = file
    this.#remembered = read(file)
  }

  get(): Remembered {
    return this.#remembered
  }

  /** Takes changes in and writes them, whole or not at all. */
  set(changes: Partial<Remembered>): void {
    this.#remembered = { ...this.#remembered, ...changes }
    mkdirSync(dirname(this.#file), { recursive: true })
    writeAtomicallySync(this.#file, JSON.stringify(this.#remembered))
  }

  openedLibrary(folder: string): void {
    const others = this.#remembered.libraries.filter((other) => other !== folder)
    this.set({ libraries: [folder, ...others].slice(0, 10) })
  }
}

function read(file: string): Remembered {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return memorySchema.parse({})
  }
}
