import { Compositor, type Pane } from '../../../src/renderer/lib/picture/compositor.ts'
import { labToSrgb, srgbToLab, type Triple } from '../../../src/shared/colour/lab.ts'
import type { Adjustments } from '../../../src/shared/contract/library.ts'
import { usualAdjustments } from '../../../src/shared/recipe.ts'

export interface Square {
  side: number
  /** Codes of a grey picture, row by row. */
  greys: number[]
  /** a*, b* of the same places. */
  colours: number[]
  adjustments: Adjustments
  coloured: boolean
}

/** Composes a square on the page's graphics stack and reads it back: R, G, B, A of each place. */
export async function compose({ side, greys, colours, adjustments, coloured }: Square): Promise<number[]> {
  const { canvas, compositor } = square(side)
  const texture = await textureOf(compositor, side, (i) => [greys[i], greys[i], greys[i]])
  compositor.setColours({ data: new Float32Array(colours), width: side, height: side })
  compositor.draw([pane(side, coloured)], [{ texture, part: [0, 0, 1, 1] }], [adjustments])
  return read(canvas)
}

/** The original of a sepia print: its preview alone, and under a tile that holds only its lightness. */
export async function sepia(side: number): Promise<[number[], number[]]> {
  const { canvas, compositor } = square(side)
  const codes = Array.from({ length: side * side }, (_, i) => 60 + (i % side) * 8)
  const tone = (grey: number): [number, number, number] => [
    grey,
    Math.round(grey * 0.85),
    Math.round(grey * 0.6),
  ]
  const preview = await textureOf(compositor, side, (i) => tone(codes[i]))
  const tile = await textureOf(compositor, side, (i) => {
    const [l] = srgbToLab(tone(codes[i]).map((code) => code / 255) as unknown as Triple)
    const grey = Math.round(255 * labToSrgb([l, 0, 0])[0])
    return [grey, grey, grey]
  })
  const whole = { part: [0, 0, 1, 1] as const }
  compositor.draw([pane(side, false)], [{ texture: preview, ...whole }], [usualAdjustments])
  const alone = read(canvas)
  compositor.draw(
    [pane(side, false)],
    [
      { texture: preview, ...whole },
      { texture: tile, ...whole },
    ],
    [usualAdjustments],
  )
  return [alone, read(canvas)]
}

function square(side: number) {
  const canvas = new OffscreenCanvas(side, side)
  return { canvas, compositor: new Compositor(canvas, () => {}) }
}

function pane(side: number, coloured: boolean): Pane {
  return { photo: [0, 0, side, side], clip: [0, 0, side, side], colours: coloured ? 0 : null }
}

async function textureOf(
  compositor: Compositor,
  side: number,
  codes: (i: number) => number[],
): Promise<WebGLTexture> {
  const picture = new ImageData(side, side)
  for (let i = 0; i < side * side; i++) picture.data.set([...codes(i), 255], 4 * i)
  return compositor.createTexture(
    await createImageBitmap(picture, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' }),
  )
}

function read(canvas: OffscreenCanvas): number[] {
  const { width, height } = canvas
  const reading = new OffscreenCanvas(width, height).getContext('2d')
  reading?.drawImage(canvas, 0, 0)
  return [...(reading?.getImageData(0, 0, width, height).data ?? [])]
}
