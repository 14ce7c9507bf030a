import { readFileSync } from 'node:fs'

/** Of WebAssembly what is used here; else its types come with those of browsers alone. */
declare namespace WebAssembly {
  class Module {
    constructor(content: Uint8Array)
  }
  class Instance {
    constructor(module: Module)
    readonly exports: unknown
  }
}

/** What `src/assembly/fronts.ts` exports; numbers are addresses in its memory and counts of cells. */
export interface FrontKernels {
  memory: { readonly buffer: ArrayBuffer; grow: (pages: number) => number }
  factorise: (panel: number, complement: number, pivots: number, border: number) => void
  extend: (
    child: number,
    count: number,
    places: number,
    panel: number,
    complement: number,
    pivots: number,
  ) => void
  forwards: (panel: number, cells: number, pivots: number, border: number, x: number, y: number) => void
  backwards: (panel: number, cells: number, pivots: number, border: number, x: number, y: number) => void
}

const compiled = new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)))

/** The kernels with a memory of their own. */
export function openKernels(): FrontKernels {
  return new WebAssembly.Instance(compiled).exports as FrontKernels
}
