import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { nodePackages } from '../../../src/main/electron/app-paths.ts'
import { pictureEndings } from '../../../src/shared/picture-names.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const repository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const read = (path: string): Promise<string> => readFile(repository(path), 'utf8')

const builder = parse(await read('electron-builder.yml')) as {
  files: string[]
  asar: boolean
  npmRebuild: boolean
  extraResources: { from: string; to: string; filter?: string[] }[]
  electronFuses: Record<string, boolean>
  fileAssociations: { ext: string[] }[]
}
const manifest = JSON.parse(await read('package.json')) as {
  main: string
  scripts: Record<string, string>
  optionalDependencies: Record<string, string>
}

/** Whether a file of the source tree goes into the archive; patterns here are folders and plain names. */
const packed = (path: string): boolean =>
  builder.files.some(
    (pattern) => pattern === path || path.startsWith(pattern.replace('**', '\0').split('\0')[0]!),
  )

describe('the installed app', () => {
  it('has every option that electron-builder knows, and no other', async () => {
    const schema = JSON.parse(
      await readFile(
        createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve(
          'app-builder-lib/scheme.json',
        ),
        'utf8',
      ),
    ) as { properties: object; definitions: { FuseOptionsV1: { properties: object } } }
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(builder)))
    expect(Object.keys(schema.definitions.FuseOptionsV1.properties)).toEqual(
      expect.arrayContaining(Object.keys(builder.electronFuses)),
    )
  })

  it('begins with a file that is packed, made by the build', async () => {
    expect(manifest.main).toBe('dist/electron/main.js')
    expect(packed(manifest.main)).toBe(true)
    expect(packed('dist/renderer/index.html')).toBe(true)
    expect(packed('src/main/core/main.ts')).toBe(false)
    const build = await read('scripts/build.ts')
    expect(build).toContain("buildShell('dist/electron')")
    expect(manifest.scripts.package).toBe(
      'node scripts/build.ts && node scripts/stage.ts && electron-builder',
    )
  })

  it('carries core and Node where the shell looks for them, out of what staging makes', async () => {
    const resources = Object.fromEntries(builder.extraResources.map(({ from, to }) => [to, from]))
    expect(resources).toEqual({ node: 'dist/package/node', core: 'dist/package/core' })
    const paths = await read('src/main/electron/app-paths.ts')
    expect(paths).toContain("join(resources, 'node', nodeName)")
    expect(paths).toContain("join(resources, 'core', 'dist', 'main', 'core', 'main.js')")
    const stage = await read('scripts/stage.ts')
    for (const part of /\[('package\.json'[^\]]*)\]/.exec(stage)![1]!.matchAll(/'([^']+)'/g)) {
      expect(existsSync(repository(part[1]!)), part[1]).toBe(true)
    }
    expect(existsSync(repository('src/main/core/main.ts'))).toBe(true)
  })

  it('finds Node in a clone by packages that are pinned, and it is there', () => {
    for (const name of Object.values(nodePackages)) expect(manifest.optionalDependencies).toHaveProperty(name)
    const own = nodePackages[`${process.platform}-${process.arch}`]!
    expect(
      existsSync(repository(`node_modules/${own}/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`)),
    ).toBe(true)
  })

  it('cannot be run as Node, inspected, or made to load something else', () => {
    expect(builder.asar).toBe(true)
    expect(builder.npmRebuild).toBe(false)
    expect(builder.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('opens every file that counts as a picture by its name', () => {
    expect(builder.fileAssociations[0]?.ext).toEqual(pictureEndings)
  })
})
