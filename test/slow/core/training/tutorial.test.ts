import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { trainComparison, trainTutorial } from '../../../../src/main/core/training/tutorial.ts'
import { TintypeError } from '../../../../src/shared/errors.ts'
import { plantScenes } from '../../../fixtures/training/photo-folder.ts'
import { smallRun } from '../../../fixtures/training/small-run.ts'
import { someOf } from '../../../share.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tintype-tutorial-'))
  await plantScenes(join(root, 'photos'), 10)
})
afterAll(() => rm(root, { recursive: true, force: true }))

const request = (name: string, changes: Parameters<typeof smallRun>[2]) =>
  smallRun(join(root, 'photos'), join(root, name), { epochs: 1, ...changes })

async function tutorial(engine: 'wasm' | 'tensorflow'): Promise<void> {
  const runs: string[] = []
  try {
    const { history } = await trainTutorial(request(`tutorial-${engine}`, { engine }), {
      onRun: (title) => runs.push(title),
    })
    expect(Object.keys(history[0].meters).length).toBe(6)
    expect(runs.length).toBe(2)
  } catch (thrown) {
    const isMissing = thrown instanceof TintypeError && thrown.kind === 'engine-missing'
    if (!isMissing || process.env.TINTYPE_REQUIRE_TENSORFLOW === '1') throw thrown
    process.stderr.write(`\nSKIPPED: the tutorial on native TensorFlow. ${thrown.message}\n`)
  }
}

async function comparison(
  of: Parameters<typeof trainComparison>[0],
  changes: Parameters<typeof smallRun>[2],
): Promise<void> {
  const wanted = request(`compare-${of}`, changes)
  const page = await trainComparison(of, wanted)
  expect(readFileSync(page, 'utf8')).toContain('comparison.jpg')
  const table = readFileSync(join(wanted.output, 'comparison.md'), 'utf8').trim().split('\n')
  expect(table.length).toBe(4)
  expect(table[2]).not.toBe(table[3])
  // Grey, without, with, true.
  expect((await sharp(join(wanted.output, 'comparison.jpg')).metadata()).width).toBe(8 + 4 * 40)
}

it.each(
  someOf([
    ['the tutorial runs from start to end on wasm', () => tutorial('wasm')],
    ['the tutorial runs from start to end on tensorflow', () => tutorial('tensorflow')],
    ['with and without an adversary: one sheet, one table', () => comparison('adversarial', {})],
    [
      'with and without dropout: one sheet, one table',
      () => comparison('dropout', { network: 'pix2pix-unet', levels: 5, stage: 'gan' }),
    ],
  ] as const),
)('%s', async (_name, run) => run())
