import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tensor4D } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TensorFlow } from '../../../../src/main/engine/backends/backend.ts'
import { openWasm } from '../../../../src/main/engine/backends/wasm.ts'
import { Blocks, toTensors } from '../../../../src/main/engine/networks/blocks.ts'
import { resnet18 } from '../../../../src/main/engine/networks/resnet18.ts'
import { readBackbone } from '../../../../src/main/engine/weights/backbone.ts'
import { readSafetensors } from '../../../../src/main/engine/weights/safetensors.ts'
import { readTorchFile } from '../../../../src/main/engine/weights/torch-file.ts'
import { safetensorsOf } from '../../../fixtures/engine/write-model.ts'

const fixture = (name: string) => join(import.meta.dirname, '../../../fixtures/engine', name)
const filters = 2

let tf: TensorFlow
let folder: string
beforeAll(async () => {
  ;({ tf } = await openWasm())
  folder = mkdtempSync(join(tmpdir(), 'tintype-backbone-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a ResNet18 of torchvision', () => {
  const asSafetensors = (): string => {
    const path = join(folder, 'resnet18.safetensors')
    writeFileSync(path, safetensorsOf(readTorchFile(readFileSync(fixture('resnet18.pth')))))
    return path
  }

  it.each([
    ['zipped .pth', () => fixture('resnet18.pth')],
    ['older .pth', () => fixture('resnet18-legacy.pth')],
    ['.safetensors', asSafetensors],
  ])('from a %s sees in L what it saw in three equal channels', async (_, path) => {
    const weights = await readBackbone(path(), 1, filters)
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

  it('of another width is refused, and so is another network', async () => {
    await expect(readBackbone(fixture('resnet18.pth'), 1)).rejects.toMatchObject({ kind: 'model-foreign' })
    const other = fixture('resnet18-unet-step.safetensors')
    await expect(readBackbone(other, 1, filters)).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it('that is not there is said to be so', async () => {
    await expect(readBackbone(join(folder, 'none.pth'), 1)).rejects.toMatchObject({ kind: 'file-not-found' })
  })
})

describe('a .pth file', () => {
  const zip = readFileSync(fixture('resnet18.pth'))
  const legacy = readFileSync(fixture('resnet18-legacy.pth'))

  it('is cut off anywhere: refused, never read beyond its end', () => {
    for (const whole of [zip, legacy]) {
      for (let part = 1; part < 20; part++) {
        const cut = whole.subarray(0, Math.floor((whole.length * part) / 20))
        expect(() => readTorchFile(cut)).toThrow(
          expect.objectContaining({ kind: expect.stringMatching(/^model-/) }),
        )
      }
    }
  })

  /** A pickle that asks for `os.system('…')` when it is loaded, and variations. */
  it.each([
    ['a function of the system', 'cos\nsystem\n(X\x04\x00\x00\x00truetR.'],
    ['an import through builtins', 'cbuiltins\neval\n(X\x01\x00\x00\x001tR.'],
    ['an instance', '(ios\nsystem\n.'],
    ['a known name called in another way', 'ccollections\nOrderedDict\n(X\x01\x00\x00\x00xtR.'],
    ['a global from the stack', '\x8c\x02os\x8c\x06system\x93.'],
    ['an object built by its class', 'ctorch\nFloatStorage\n)\x81.'],
    ['an extension code', '\x82\x01.'],
  ])('that holds %s is refused', (_, text) => {
    const pickle = Buffer.from(`\x80\x02${text}`, 'latin1')
    expect(() => readTorchFile(pickle)).toThrow(expect.objectContaining({ kind: 'model-foreign' }))
  })

  it('that is something else is refused', () => {
    for (const text of ['', 'no weights at all', '\x80\x02K\x01.']) {
      expect(() => readTorchFile(Buffer.from(text, 'latin1'))).toThrow(
        expect.objectContaining({ kind: expect.stringMatching(/^model-/) }),
      )
    }
  })
})
