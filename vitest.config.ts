import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig, type UserWorkspaceConfig } from 'vitest/config'
import { ProjectTotals } from './test/project-totals.ts'
import { seed, share } from './test/share.ts'

/** Tests that put something of their own in the place of a module: each file has a process to itself. */
const replacing = ['test/unit/electron/**', 'test/unit/preload/**']
const shell = 'test/integration/electron/shell.test.ts'

/** @param settings beyond the name and the files, what sets these tests apart */
function project(
  name: string,
  include: string[],
  settings: UserWorkspaceConfig['test'] = {},
): UserWorkspaceConfig & { extends: true } {
  return {
    extends: true,
    test: { name, include: include.map((path) => `${path}/*.test.{ts,tsx}`), ...settings },
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    pool: 'forks',
    // One a core: Vitest alone would leave one idle for itself.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['test/assertions.ts'],
    reporters: ['default', new ProjectTotals()],
    // Programs under test leave no log among this user's files.
    // Nor anything among this user's caches; what they start shares one of its own.
    env: {
      XDG_CACHE_HOME: resolve('node_modules/.cache'),
      TINTYPE_LOG: 'silent',
      TINTYPE_TEST_SHARE: String(share),
      TINTYPE_TEST_SEED: String(seed),
    },
    projects: [
      project('unit', ['test/unit/**'], {
        isolate: false,
        exclude: replacing.map((path) => `${path}/*.test.ts`),
      }),
      project('unit-alone', replacing),
      project('component', ['test/component/**']),
      project('integration', ['test/integration/**', 'test/e2e/**'], { exclude: [shell] }),
      { extends: true, test: { name: 'shell', include: [shell] } },
      project('slow', ['test/slow/**'], {
        testTimeout: 60 * 60_000,
        fileParallelism: false,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
})
