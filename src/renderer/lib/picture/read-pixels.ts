/** The pixels of a picture as they are, without any conversion of their values. */
export function readPixels(picture: ImageBitmap): ImageData {
  const { width, height } = picture
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('A canvas cannot be drawn on.')
  context.drawImage(picture, 0, 0)
  return context.getImageData(0, 0, width, height)
}
