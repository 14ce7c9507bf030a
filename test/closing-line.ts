import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with one plain line of totals, for people who read only the end of a log. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const totals = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) {
      const before = totals.failed
      for (const test of module.children.allTests()) totals[test.result().state] += 1
      // A file that cannot even be loaded counts as a failed test.
      if (!module.ok() && totals.failed === before) totals.failed += 1
    }
    process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`)
  }
}
