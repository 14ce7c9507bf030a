import type { ErrorKind, WireError } from '../../../shared/errors.ts'

/** Failures that have nothing to do with the photo: the next one would meet them too. */
const notThePhotos: ReadonlySet<ErrorKind> = new Set([
  ...(['disk-full', 'output-unwritable', 'engine-missing', 'worker-start'] as const),
  ...(['model-missing', 'model-damaged', 'model-foreign'] as const),
])

/** Whether a batch should wait for the user, or end, instead of failing photo by photo. */
export function stopsBatch({ kind, details }: WireError): boolean {
  return notThePhotos.has(kind) && details?.single !== true
}
