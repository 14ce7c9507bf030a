import { sliderNames } from '../../../shared/colour/sliders.ts'
import type { Adjustments } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { linkProgram } from './shader-program.ts'

/** x, y, width, height. */
export type Rectangle = readonly [number, number, number, number]

/** The preview or a tile, and which part of the photo it shows, in fractions. */
export interface Piece {
  texture: WebGLTexture
  part: Rectangle
}

/** One showing of the photo. Rectangles in canvas pixels, y downwards. */
export interface Pane {
  /** Where the whole photo would lie. */
  photo: Rectangle
  /** What of the canvas may be painted. */
  clip: Rectangle
  /** Which of the colours it shows; `null`: the original. */
  colours: 0 | 1 | null
}

const uniforms = [
  'piece',
  'place',
  'picture',
  'colours',
  'preview',
  'coloured',
  'tile',
  ...sliderNames,
] as const

/**
 * Composes a photo's own lightness with a small a*b* map on the graphics card, so that sliders move
 * at the screen's rate. @throws where there is no WebGL2
 */
export class Compositor {
  readonly #gl: WebGL2RenderingContext
  readonly #at: Record<(typeof uniforms)[number], WebGLUniformLocation | null>
  readonly #colours: readonly WebGLTexture[]
  readonly #hasColours = [false, false]

  /** @param onLost told when the graphics driver took everything away; a new compositor may then be made */
  constructor(canvas: HTMLCanvasElement | OffscreenCanvas, onLost: () => void) {
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: true, preserveDrawingBuffer: false })
    if (!(gl instanceof WebGL2RenderingContext)) throw new Error('WebGL2 is not available.')
    this.#gl = gl
    canvas.addEventListener('webglcontextlost', onLost, { once: true })
    const program = linkProgram(gl)
    // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's own verb, no hook
    gl.useProgram(program)
    this.#at = Object.fromEntries(
      uniforms.map((name) => [name, gl.getUniformLocation(program, name)]),
    ) as never
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW)
    gl.enableVertexAttribArray(0)
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
    gl.uniform1i(this.#at.picture, 0)
    gl.uniform1i(this.#at.colours, 1)
    gl.uniform1i(this.#at.preview, 2)
    this.#colours = [gl.createTexture(), gl.createTexture()]
  }

  /** @param which the first colours, or those that they are compared with */
  setColours(map: AbMap | undefined, which: 0 | 1 = 0): void {
    this.#hasColours[which] = map !== undefined
    if (!map) return
    const gl = this.#gl
    gl.activeTexture(gl.TEXTURE1)
    gl.bindTexture(gl.TEXTURE_2D, this.#colours[which])
    // Half floats can be filtered everywhere; they hold a* and b* to a sixteenth.
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RG16F, map.width, map.height, 0, gl.RG, gl.FLOAT, map.data)
    smooth(gl, gl.LINEAR)
  }

  createTexture(picture: ImageBitmap): WebGLTexture {
    const gl = this.#gl
    const texture = gl.createTexture()
    gl.activeTexture(gl.TEXTURE0)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, picture)
    gl.generateMipmap(gl.TEXTURE_2D)
    smooth(gl, gl.LINEAR_MIPMAP_LINEAR)
    return texture
  }

  deleteTexture(texture: WebGLTexture): void {
    this.#gl.deleteTexture(texture)
  }

  /**
   * Paints the panes. The first piece is the whole photo; the others are tiles of lightness over it.
   * Without its colours a pane shows the original.
   * @param adjustments of the first colours, and of the second
   */
  draw(panes: readonly Pane[], pieces: readonly Piece[], adjustments: readonly Adjustments[]): void {
    const gl = this.#gl
    const { width, height } = gl.canvas
    gl.viewport(0, 0, width, height)
    gl.disable(gl.SCISSOR_TEST)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.enable(gl.SCISSOR_TEST)
    gl.activeTexture(gl.TEXTURE2)
    gl.bindTexture(gl.TEXTURE_2D, pieces[0]?.texture ?? null)
    for (const pane of panes) {
      this.#chooseColours(pane, adjustments)
      const [x, y, w, h] = pane.clip.map(Math.round)
      gl.scissor(x, height - y - h, Math.max(0, w), Math.max(0, h))
      const [left, top, wide, high] = pane.photo
      gl.uniform4f(
        this.#at.place,
        (2 * left) / width - 1,
        1 - (2 * top) / height,
        (2 * wide) / width,
        (2 * high) / height,
      )
      for (const [index, piece] of pieces.entries()) {
        gl.uniform1i(this.#at.tile, Number(index > 0))
        gl.bindTexture(gl.TEXTURE_2D, piece.texture)
        gl.uniform4f(this.#at.piece, ...piece.part)
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)
      }
    }
  }

  #chooseColours({ colours }: Pane, adjustments: readonly Adjustments[]): void {
    const gl = this.#gl
    const used = colours !== null && this.#hasColours[colours] ? adjustments[colours] : undefined
    gl.uniform1i(this.#at.coloured, Number(used !== undefined))
    gl.activeTexture(gl.TEXTURE1)
    gl.bindTexture(gl.TEXTURE_2D, used && colours !== null ? this.#colours[colours] : null)
    gl.activeTexture(gl.TEXTURE0)
    if (!used) return
    for (const name of sliderNames) gl.uniform1f(this.#at[name], used[name])
  }

  /** Gives the graphics memory back; the compositor is of no use afterwards. */
  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
}

/** Filtering and edges of the texture that is bound. */
function smooth(gl: WebGL2RenderingContext, minify: GLenum): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, minify)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
}
