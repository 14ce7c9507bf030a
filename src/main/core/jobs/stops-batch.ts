import { hasTrait, type WireError } from '../../../shared/errors.ts'

/** Whether a batch should wait for the user, or end, instead of failing photo by photo. */
export function stopsBatch({ kind, details }: WireError): boolean {
  return hasTrait(kind, 'stopsBatch') && details?.single !== true
}
