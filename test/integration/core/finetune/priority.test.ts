import { readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { startTraining } from '../../../../src/main/core/workers/training-worker.ts'
import { TintypeError } from '../../../../src/shared/errors.ts'

/** Threads of a process that compute, by name, with how much they give way to others. */
function computing(pid: number): { name: string; niceness: number }[] {
  return readdirSync(`/proc/${pid}/task`)
    .map((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
      const [, name = '', rest = ''] = /\((.*)\) (.*)$/s.exec(stat) ?? []
      return { name, niceness: Number(rest.split(' ')[16]), isMain: Number(thread) === pid }
    })
    .filter(({ name, isMain }) => isMain || name.startsWith('tf_'))
}

describe.skipIf(process.platform !== 'linux')(
  'fine-tuning leaves the computer to others (Linux only)',
  () => {
    it.each(['wasm', 'tensorflow'] as const)('on %s, with every thread that computes', async (engine) => {
      try {
        const { worker } = await startTraining(engine, 'low')
        try {
          const threads = computing(worker.pid)
          expect(threads.length).toBeGreaterThan(engine === 'wasm' ? 0 : 1)
          expect(new Set(threads.map(({ niceness }) => niceness))).toEqual(
            new Set([constants.priority.PRIORITY_LOW]),
          )
        } finally {
          await worker.stop()
        }
      } catch (thrown) {
        const isMissing = thrown instanceof TintypeError && thrown.kind === 'engine-missing'
        if (!isMissing || process.env.TINTYPE_REQUIRE_TENSORFLOW === '1') throw thrown
        process.stderr.write(`\nSKIPPED: threads of native TensorFlow. ${thrown.message}\n`)
      }
    })
  },
)
