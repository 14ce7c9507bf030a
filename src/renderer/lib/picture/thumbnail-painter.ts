import type { Adjustments } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { Compositor } from './compositor.ts'

let painter: { canvas: OffscreenCanvas; compositor: Compositor } | undefined

/** Composes a small picture with colours, at its own size. @throws where there is no WebGL2 */
export function paintSmall(picture: ImageBitmap, colours: AbMap, adjustments: Adjustments): ImageBitmap {
  painter ??= createPainter()
  const { canvas, compositor } = painter
  canvas.width = picture.width
  canvas.height = picture.height
  const texture = compositor.createTexture(picture)
  compositor.setColours(colours)
  const whole = [0, 0, picture.width, picture.height] as const
  compositor.draw(
    [{ photo: whole, clip: whole, colours: 0 }],
    [{ texture, part: [0, 0, 1, 1] }],
    [adjustments],
  )
  compositor.deleteTexture(texture)
  return canvas.transferToImageBitmap()
}

function createPainter() {
  const canvas = new OffscreenCanvas(1, 1)
  return { canvas, compositor: new Compositor(canvas, () => (painter = undefined)) }
}
