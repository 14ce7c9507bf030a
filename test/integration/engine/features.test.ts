import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { FeatureExtractor } from '../../../src/main/engine/features.ts'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { readSafetensors } from '../../../src/main/nn/weights/safetensors.ts'
import { bootstrap } from '../../fixtures/engine/places.ts'

const root = join(import.meta.dirname, '../../..')
const weights = join(root, '../shared/weights')
const classifier = join(weights, 'mobilenet_v2_folded.safetensors')
const available = existsSync(classifier)

/** The classifier's own last layer, in plain arithmetic: the best class for some features. */
function classOf(features: Float32Array): string {
  const tensors = readSafetensors(readFileSync(classifier))
  const kernel = [...tensors].find(([name]) => /classifier.*kernel/.test(name))![1]
  const bias = [...tensors].find(([name]) => /classifier.*bias/.test(name))![1]
  const classes = bias.values.length
  const scores = bias.values.map((score, c) =>
    features.reduce((sum, value, i) => sum + value * kernel.values[i * classes + c], score),
  )
  const best = scores.indexOf(Math.max(...scores))
  return readFileSync(join(weights, 'imagenet_labels.txt'), 'utf8').split('\n')[best]
}

async function rgbOf(sample: string) {
  const { data, info } = await sharp(join(root, 'samples', sample))
    .resize({ width: 224, height: 224, fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: new Uint8Array(data), width: info.width, height: info.height }
}

describe.skipIf(!available)(`features${available ? '' : ' (SKIPPED: no ../shared/weights here)'}`, () => {
  it.each([
    ['coffee.png', /espresso|cup/],
    ['chelsea.png', /cat|tabby|lynx/],
    ['rocket.jpg', /missile|projectile|rocket/],
  ])('of %s are those of what it shows', async (sample, label) => {
    const { tf } = await openWasm()
    const { features } = await new FeatureExtractor(tf).extract(await rgbOf(sample), classifier)
    expect(features).toHaveLength(1280)
    expect(classOf(features)).toMatch(label)
  })

  it('leave no tensor behind', async () => {
    const { tf } = await openWasm()
    const extractor = new FeatureExtractor(tf)
    const rgb = await rgbOf('coffee.png')
    await extractor.extract(rgb, classifier)
    const { numTensors } = tf.memory()
    await extractor.extract(rgb, classifier)
    expect(tf.memory().numTensors).toBe(numTensors)
  })
})

describe('features without a usable file', () => {
  const rgb = { data: new Uint8Array(32 * 32 * 3), width: 32, height: 32 }

  it('are a clear error: missing, no weights, or weights of something else', async () => {
    const { tf } = await openWasm()
    const extractor = new FeatureExtractor(tf)
    const folder = await mkdtemp(join(tmpdir(), 'tintype-features-'))
    const text = join(folder, 'text.safetensors')
    await writeFile(text, 'nothing like weights')
    try {
      await expect(extractor.extract(rgb, join(folder, 'nowhere'))).rejects.toMatchObject({
        kind: 'model-missing',
      })
      await expect(extractor.extract(rgb, text)).rejects.toMatchObject({ kind: 'model-damaged' })
      const other = join(bootstrap.folder, 'weights.safetensors')
      await expect(extractor.extract(rgb, other)).rejects.toMatchObject({ kind: 'model-foreign' })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
