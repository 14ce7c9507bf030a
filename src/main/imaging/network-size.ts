import { longestAspect } from '../../shared/contract/engine.ts'

/**
 * The size at which the network sees a photo: short side `size`, aspect kept up to 3:1, sides even,
 * so that the half-resolution answer covers the whole photo.
 */
export function networkSizeOf(
  photo: { width: number; height: number },
  size: number,
): { width: number; height: number } {
  const aspect = Math.max(photo.width, photo.height) / Math.min(photo.width, photo.height)
  const long = 2 * Math.round((size * Math.min(aspect, longestAspect)) / 2)
  return photo.width >= photo.height ? { width: long, height: size } : { width: size, height: long }
}
