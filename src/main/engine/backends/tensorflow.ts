import { TintypeError } from '../../../shared/errors.ts'
import type { Backend } from './backend.ts'

export async function openTensorFlow(): Promise<Backend> {
  throw new TintypeError('engine-missing', 'not yet')
}
