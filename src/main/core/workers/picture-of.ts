import type { Picture } from '../../../shared/contract/imaging.ts'

/** A photograph's file as imaging takes it; a damaged one as the user has decided. */
export function pictureOf({ path, acceptDamaged }: { path: string; acceptDamaged?: boolean }): Picture {
  return acceptDamaged ? { path, acceptDamaged } : path
}
