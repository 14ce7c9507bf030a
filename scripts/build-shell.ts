import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = (path: string): string => fileURLToPath(new URL(`../src/main/${path}`, import.meta.url))

/**
 * Bundles Electron's two programs into `outDir`: `main`, and `preload.cjs`, which has to be one CommonJS
 * file because a sandboxed preload script can load no other. The shell then needs no packages at run time.
 * @param format of `main`; Electron before 28 knows CommonJS alone
 */
export async function buildShell(outDir: string, format: 'es' | 'cjs' = 'es'): Promise<void> {
  await bundle(outDir, source('electron/main.ts'), format === 'es' ? 'main.js' : 'main.cjs', format)
  await bundle(outDir, source('preload/preload.ts'), 'preload.cjs', 'cjs')
}

async function bundle(outDir: string, input: string, file: string, format: 'es' | 'cjs'): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: input,
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node16',
      rolldownOptions: { external: ['electron'], output: { format, entryFileNames: file } },
    },
  })
}
