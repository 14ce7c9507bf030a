import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelReference } from '../../../shared/contract/engine.ts'
import { type ModelFile, parseModelFile } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { readText } from '../../files/read-text.ts'
import { readSafetensors, type StoredTensor } from './safetensors.ts'

/** Shape of every tensor a network needs, by name. */
export type TensorShapes = Map<string, number[]>

/**
 * Reads `model.json` of a model's folder.
 * @throws `model-missing`, `model-damaged`, `model-foreign`.
 */
export async function readModelFile({ id, folder }: ModelReference): Promise<ModelFile> {
  const path = join(folder, 'model.json')
  let text: string
  try {
    text = await readText(path)
  } catch (cause) {
    throw new TintypeError('model-missing', `There is no model "${id}": ${path} cannot be read.`, { cause })
  }
  const file = parseModelFile(text, path)
  if (file.id !== id) {
    throw new TintypeError('model-foreign', `${path} is the model "${file.id}", not "${id}".`)
  }
  return file
}

/**
 * Reads the weights that `file` names, held against its size, its hash and the shapes a network needs; a
 * fine-tuned model has a difference for some of the tensors.
 * @throws `model-missing`, `model-damaged`, `model-foreign`.
 */
export async function readWeights(
  folder: string,
  file: ModelFile,
  shapes: TensorShapes,
): Promise<Map<string, StoredTensor>> {
  const path = join(folder, file.weights.file)
  const tensors = readSafetensors(await readChecked(path, file.weights))
  const expected = file.tuned ? new Map([...shapes].filter(([name]) => tensors.has(name))) : shapes
  checkShapes(tensors, expected, path)
  checkFinite(tensors, path)
  return tensors
}

/** The whole file, if it is what was written. @throws `model-missing`, `model-damaged`. */
export async function readChecked(
  path: string,
  { bytes, sha256 }: ModelFile['weights'],
): Promise<Uint8Array> {
  const found = await lstat(path).catch((cause: unknown) => {
    throw new TintypeError('model-missing', `The weights ${path} are missing. Install the model again.`, {
      cause,
    })
  })
  // A link could lead out of the model's folder.
  if (!found.isFile()) throw damaged(path, 'this is no plain file')
  if (found.size !== bytes) throw damaged(path, `${found.size} bytes instead of ${bytes}`)
  const content = await readFile(path)
  const hash = createHash('sha256').update(content).digest('hex')
  if (hash !== sha256) throw damaged(path, 'the content does not match its checksum')
  return content
}

export function checkShapes(tensors: Map<string, StoredTensor>, shapes: TensorShapes, path: string): void {
  for (const [name, shape] of shapes) {
    const found = tensors.get(name)
    if (!found || found.shape.join() !== shape.join()) {
      const instead = found ? `it is [${found.shape}]` : 'it is missing'
      throw new TintypeError(
        'model-foreign',
        `${path} does not fit its network: "${name}" should be [${shape}], ${instead}.`,
      )
    }
  }
  const extra = [...tensors.keys()].find((name) => !shapes.has(name))
  if (extra !== undefined) {
    throw new TintypeError('model-foreign', `${path} does not fit its network: it has no "${extra}".`)
  }
}

/** A single NaN may vanish in an activation and leave wrong colours behind. */
function checkFinite(tensors: Map<string, StoredTensor>, path: string): void {
  for (const [name, { values }] of tensors) {
    for (const value of values) {
      if (value - value !== 0) throw damaged(path, `"${name}" holds a value that is no number`)
    }
  }
}

function damaged(path: string, what: string): TintypeError {
  return new TintypeError('model-damaged', `${path} is damaged: ${what}. Install the model again.`)
}
