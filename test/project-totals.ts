import type { Reporter, TestModule } from 'vitest/node'
import { seed, share } from './share.ts'

/** What the tests of one project came to. */
class Totals {
  readonly states = { passed: 0, failed: 0, skipped: 0, pending: 0 }
  files = 0
  assertions = 0
  /** From the start of the first file to the end of the last, ms since the epoch. */
  #began = Number.POSITIVE_INFINITY
  #ended = 0

  began(): void {
    this.#began = Math.min(this.#began, Date.now())
  }

  ended(): void {
    this.#ended = Date.now()
  }

  add(module: TestModule): void {
    this.files += 1
    const before = this.states.failed
    for (const test of module.children.allTests()) {
      this.states[test.result().state] += 1
      this.assertions += test.meta().assertions ?? 0
    }
    // A file that cannot even be loaded counts as a failed test.
    if (!module.ok() && this.states.failed === before) this.states.failed += 1
  }

  get tests(): number {
    return Object.values(this.states).reduce((sum, count) => sum + count, 0)
  }

  get seconds(): number {
    return Math.max(0, this.#ended - this.#began) / 1000
  }
}

/**
 * Ends the output with the totals of each project (files, tests, assertions, and its time, which it may have shared with
 * another project) and one plain line of all, for people who read only the end of a log.
 */
export class ProjectTotals implements Reporter {
  readonly #projects = new Map<string, Totals>()

  onTestRunStart(): void {
    this.#projects.clear()
  }

  onTestModuleStart(module: TestModule): void {
    this.#of(module).began()
  }

  onTestModuleEnd(module: TestModule): void {
    this.#of(module).ended()
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) this.#of(module).add(module)
    const rows = [...this.#projects].map(([name, { files, tests, assertions, seconds }]) => ({
      ...{ project: name, files, tests, assertions, seconds: Math.round(seconds) },
    }))
    for (const { project, files, tests, assertions, seconds } of rows) {
      say(`${project}: ${files} files, ${tests} tests, ${assertions} assertions, ${seconds} s`)
    }
    const all = [...this.#projects.values()]
    const sum = (of: (totals: Totals) => number): number => all.reduce((total, one) => total + of(one), 0)
    say(
      `all: ${sum((one) => one.files)} files, ${sum((one) => one.tests)} tests, ${sum((one) => one.assertions)} assertions`,
    )
    if (this.#projects.has('slow')) say(`slow: a share of ${share}, seed ${seed}`)
    const { passed, failed, skipped } = {
      passed: sum(({ states }) => states.passed),
      failed: sum(({ states }) => states.failed),
      skipped: sum(({ states }) => states.skipped),
    }
    say(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  }

  #of({ project }: TestModule): Totals {
    const known = this.#projects.get(project.name) ?? new Totals()
    this.#projects.set(project.name, known)
    return known
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
