import { TintypeError } from '../../../shared/errors.ts'

/**
 * Fetches and decodes a picture that core serves, with the values as they are in the file: the page
 * must not convert them, the shader takes them for sRGB. @throws `picture-damaged`.
 */
export async function loadBitmap(address: string, signal?: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(address, signal ? { signal } : {})
  if (!response.ok) {
    throw new TintypeError('picture-damaged', `The picture could not be shown (${response.status}).`)
  }
  return createImageBitmap(await response.blob(), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  })
}
