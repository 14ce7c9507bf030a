import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tensor4D } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TensorFlow } from '../../../src/main/nn/backends/backend.ts'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { Blocks, toTensors } from '../../../src/main/nn/networks/blocks.ts'
import { resnet18 } from '../../../src/main/nn/networks/resnet18.ts'
import { readSafetensors } from '../../../src/main/nn/weights/safetensors.ts'
import { readBackbone } from '../../../src/main/nn/write-backbone.ts'
import { safetensors } from '../../fixtures/engine/write-model.ts'

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/engine', name)
const filters = 2

let tf: TensorFlow
let folder: string
beforeAll(async () => {
  ;({ tf } = await openWasm())
  folder = mkdtempSync(join(tmpdir(), 'tintype-backbone-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a ResNet18 of torchvision', () => {
  it('sees in L what it saw in three equal channels; its counts of batches are passed over', async () => {
    const weights = await readBackbone(fixture('resnet18.safetensors'), 1, filters)
    const vectors = readSafetensors(readFileSync(fixture('resnet18-features.safetensors')))
    tf.tidy(() => {
      const { shape, values } = vectors.get('l')!
      const l = tf.tensor<typeof tf.Rank.R4>(values, shape as Tensor4D['shape'])
      const seen = resnet18(new Blocks(tf, toTensors(tf, weights)), filters, l)
      for (const [i, feature] of seen.entries()) {
        const wanted = vectors.get(`features/${i}`)!
        expect(feature.shape).toEqual(wanted.shape)
        const found = feature.dataSync()
        for (let at = 0; at < found.length; at++) {
          expect(Math.abs(found[at] - wanted.values[at])).toBeLessThan(1e-3)
        }
      }
    })
  })

  it('is read whatever its name, as long as it is safetensors', async () => {
    for (const name of ['resnet18.pth', 'resnet18']) {
      const path = write(name, readFileSync(fixture('resnet18.safetensors')))
      expect((await readBackbone(path, 1, filters)).size).toBeGreaterThan(0)
    }
    // 640 bytes of header: the first two bytes are those of a pickle.
    const short = write('short.safetensors', safetensors(JSON.stringify({}).padEnd(640)))
    await expect(readBackbone(short, 1, filters)).rejects.toThrow('it has no "conv1.weight"')
  })

  it('of another width is refused, and so is another network', async () => {
    const narrow = fixture('resnet18.safetensors')
    await expect(readBackbone(narrow, 1)).rejects.toMatchObject({ kind: 'model-foreign' })
    const other = fixture('resnet18-unet-step.safetensors')
    await expect(readBackbone(other, 1, filters)).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it('that is not there, or is no file, is said to be so', async () => {
    await expect(readBackbone(join(folder, 'none.pth'), 1)).rejects.toMatchObject({ kind: 'file-not-found' })
    await expect(readBackbone(folder, 1)).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it.skipIf(process.platform === 'win32')('that would never end is not read', async () => {
    await expect(readBackbone('/dev/zero', 1)).rejects.toMatchObject({ kind: 'model-foreign' })
  })
})

describe('a file that PyTorch wrote its own way', () => {
  it.each<[string, string, string]>([
    ['a zip', 'resnet18.pth', 'PK\x03\x04'],
    ['an older pickle', 'resnet18.pth', '\x80\x02\x8a\x0a'],
    ['a newer pickle', 'resnet18.pt', '\x80\x05\x95'],
    ['a zip under another name', 'resnet18.safetensors', 'PK\x03\x04'],
    ['a pickle that is a program', 'model', '\x80\x02cos\nsystem\n(X\x04\x00\x00\x00truetR.'],
    ['something else by that name', 'RESNET18.PTH', 'no weights at all'],
    ['nothing at all by that name', 'resnet18.ckpt', ''],
  ])('as %s is refused with what converts it', async (_, name, content) => {
    const path = write(name, Buffer.from(content, 'latin1'))
    const converted = join(folder, `${name.replace(/\.\w+$/, '')}.safetensors`)
    await expect(readBackbone(path, 1)).rejects.toMatchObject({
      kind: 'model-foreign',
      message: expect.stringContaining(
        `safetensors.torch.save_file(torch.load(${JSON.stringify(path)}, weights_only=True), ${JSON.stringify(converted)})`,
      ),
    })
  })
})

function write(name: string, content: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
