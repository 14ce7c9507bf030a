import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** Large pictures and long runs: `npm run test:slow`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: ['node_modules/**'] } },
  defineConfig({
    test: { include: ['test/slow/**/*.test.ts'], testTimeout: 30 * 60_000, fileParallelism: false },
  }),
)
