import { open, readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { TintypeError } from '../../shared/errors.ts'
import { resnet18UnetTable } from './networks/resnet18-unet.ts'
import { lengthBytes, readSafetensors, type StoredTensor } from './weights/safetensors.ts'
import { writeModel } from './weights/write-model.ts'

/** ResNet18's own width: what torchvision's files hold. */
const backboneFilters = 64
/** ResNet18 has 45 MB; a file far beyond it is another one. */
const largestFile = 512 * 2 ** 20

/** Endings of files that PyTorch writes itself. */
const torchEndings = ['.pth', '.pt', '.ckpt', '.bin', '.pkl']

/**
 * Weights of a `resnet18-unet` whose encoder is torchvision's ResNet18, read from the user's own
 * `.safetensors` file; the decoder is drawn anew. The first convolution takes lightness alone: its filters
 * for red, green and blue are added up.
 * @param filters channels of the first convolution, if not ResNet18's own
 * @throws `file-not-found`, `model-foreign`, `model-damaged`.
 */
export async function readBackbone(
  path: string,
  seed: number,
  filters = backboneFilters,
): Promise<Map<string, StoredTensor>> {
  const file = await readTorchvision(path)
  const weights = resnet18UnetTable({ type: 'resnet18-unet', filters }).draw(seed)
  for (const [name, { shape }] of weights) {
    const source = torchvisionName(name)
    if (source === undefined) continue
    const found = file.get(source)
    if (!found) throw foreign(path, `it has no "${source}"`)
    const arranged = name === 'encoder/stem/kernel' ? toGrey(toKernel(found)) : toKernel(found)
    if (arranged.shape.join() !== shape.join()) {
      throw foreign(path, `"${source}" is [${found.shape}]`)
    }
    weights.set(name, arranged)
  }
  return weights
}

/**
 * Writes the folder of a model to begin training from.
 * @throws as `readBackbone`, `disk-full`, `output-unwritable`.
 */
export async function writeBackbone(path: string, folder: string, id: string, seed: number): Promise<void> {
  await writeModel(folder, await readBackbone(path, seed), {
    id,
    title: 'ResNet18 encoder with a new decoder: to begin training from, not to colour with',
    revision: 'untrained',
    network: { type: 'resnet18-unet', filters: backboneFilters },
    licence: 'That of the encoder that was imported.',
  })
}

async function readTorchvision(path: string): Promise<Map<string, StoredTensor>> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new TintypeError('file-not-found', `There is no file ${path}.`, { cause })
  })
  if (!found.isFile()) throw foreign(path, 'it is no file')
  if (found.size > largestFile) throw foreign(path, `it is ${Math.round(found.size / 2 ** 20)} MB large`)
  if (await isOfTorch(path)) throw unconverted(path)
  // How many batches each norm has seen, as whole numbers of 64 bits, says nothing of how to colour.
  return readSafetensors(await readFile(path), (name) => !name.endsWith('.num_batches_tracked'))
}

/** Whether PyTorch wrote the file its own way: a zip, or a pickle, which is a program. By its first bytes, else by its ending. */
async function isOfTorch(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(lengthBytes + 1)
    await file.read(head, 0, head.length, 0)
    // The JSON of a safetensors file; its length before it may begin as a pickle does.
    if (head[lengthBytes] === 0x7b) return false
    const isZip = head.toString('latin1', 0, 2) === 'PK'
    const isPickle = head[0] === 0x80 && head[1]! <= 5
    return isZip || isPickle || torchEndings.includes(extname(path).toLowerCase())
  } finally {
    await file.close()
  }
}

function unconverted(path: string): TintypeError {
  const converted = `${path.slice(0, path.length - extname(path).length)}.safetensors`
  const line = `safetensors.torch.save_file(torch.load(${JSON.stringify(path)}, weights_only=True), ${JSON.stringify(converted)})`
  return new TintypeError(
    'model-foreign',
    `${path} is a file of PyTorch's own kind, which may hold a program; Tintype reads .safetensors alone. Convert it in Python: import torch, safetensors.torch; ${line}`,
  )
}

const parts: Record<string, string> = {
  kernel: 'weight',
  gamma: 'weight',
  beta: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
}

/** Name in torchvision's file of an encoder's tensor; `undefined` for what the decoder has. */
function torchvisionName(name: string): string | undefined {
  const [, layer, norm, part] = /^encoder\/(.+?)(\/norm)?\/(\w+)$/.exec(name) ?? []
  if (layer === undefined) return undefined
  if (layer === 'stem') return `${norm ? 'bn1' : 'conv1'}.${parts[part]}`
  const [, stage, block, inner] = /^stage(\d)\/block(\d)\/(.+)$/.exec(layer)!
  const at = `layer${Number(stage) + 1}.${block}`
  if (inner === 'projection') return `${at}.downsample.${norm ? 1 : 0}.${parts[part]}`
  const number = Number(inner.slice('conv'.length)) + 1
  return `${at}.${norm ? 'bn' : 'conv'}${number}.${parts[part]}`
}

/** PyTorch's [out, in, h, w] as [h, w, in, out]; vectors as they are. */
function toKernel({ shape, values }: StoredTensor): StoredTensor {
  if (shape.length !== 4) return { shape, values }
  const [outputs, inputs, height, width] = shape
  const area = height * width
  const arranged = new Float32Array(values.length)
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let tap = 0; tap < area; tap++) {
        arranged[(tap * inputs + input) * outputs + output] = values[(output * inputs + input) * area + tap]
      }
    }
  }
  return { shape: [height, width, inputs, outputs], values: arranged }
}

/** Filters for three channels as one for their sum. */
function toGrey({ shape: [height, width, inputs, outputs], values }: StoredTensor): StoredTensor {
  const summed = new Float32Array(height * width * outputs)
  for (let i = 0; i < values.length; i++) {
    const tap = Math.floor(i / (inputs * outputs))
    summed[tap * outputs + (i % outputs)] += values[i]
  }
  return { shape: [height, width, 1, outputs], values: summed }
}

function foreign(path: string, what: string): TintypeError {
  return new TintypeError('model-foreign', `${path} is no ResNet18 of torchvision: ${what}.`)
}
