import { lightness } from '../../../shared/colour/lab.ts'
import type { ComposeSettings } from '../../../shared/contract/imaging.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { LuminanceReader } from '../luminance.ts'
import { pacer } from '../paced.ts'

/** Fills row `y` of the photo with a* and b*; `luminance` is that row's Y, for methods that look at edges. */
export type ChromaReader = (y: number, luminance: Float32Array, a: Float32Array, b: Float32Array) => void

interface Size {
  width: number
  height: number
}

/** The map covers the whole photo: centres of photo pixels in map coordinates, held inside by the edges. */
function mapPosition(at: number, length: number, mapLength: number): number {
  const position = ((at + 0.5) * mapLength) / length - 0.5
  return Math.min(Math.max(position, 0), mapLength - 1)
}

/** @param luminanceOf reads the photo itself; only edge-aware upsampling looks at it. */
export async function chromaReader(
  ab: AbMap,
  size: Size,
  settings: ComposeSettings,
  luminanceOf: LuminanceReader,
): Promise<ChromaReader> {
  return settings.upsampling === 'bilinear' ? bilinear(ab, size) : jointBilateral(ab, size, luminanceOf)
}

function bilinear(
  { data, width: mapWidth, height: mapHeight }: AbMap,
  { width, height }: Size,
): ChromaReader {
  const left = new Int32Array(width)
  const part = new Float32Array(width)
  for (let x = 0; x < width; x++) {
    const position = mapPosition(x, width, mapWidth)
    left[x] = Math.max(0, Math.min(Math.floor(position), mapWidth - 2))
    part[x] = position - left[x]
  }
  const rowA = new Float32Array(mapWidth + 1)
  const rowB = new Float32Array(mapWidth + 1)

  return (y, _luminance, a, b) => {
    const position = mapPosition(y, height, mapHeight)
    const top = Math.floor(position)
    const down = position - top
    const upper = top * mapWidth * 2
    const lower = Math.min(top + 1, mapHeight - 1) * mapWidth * 2
    for (let x = 0; x < mapWidth; x++) {
      rowA[x] = data[upper + 2 * x] * (1 - down) + data[lower + 2 * x] * down
      rowB[x] = data[upper + 2 * x + 1] * (1 - down) + data[lower + 2 * x + 1] * down
    }
    for (let x = 0; x < width; x++) {
      const i = left[x]
      const right = part[x]
      a[x] = rowA[i] + right * (rowA[i + 1] - rowA[i])
      b[x] = rowB[i] + right * (rowB[i + 1] - rowB[i])
    }
  }
}

/** Standard deviations of the joint bilateral filter: distance in map cells, difference in L*. */
const sigmaDistance = 0.75
const sigmaLightness = 10

/**
 * 3 x 3 taps of the map, weighted by distance and by how alike in lightness the map's cell and the
 * photo's pixel are: colour stops at edges instead of bleeding over them.
 */
async function jointBilateral(
  { data, width: mapWidth, height: mapHeight }: AbMap,
  { width, height }: Size,
  luminanceOf: LuminanceReader,
): Promise<ChromaReader> {
  const guide = await cellLightness({ width: mapWidth, height: mapHeight }, { width, height }, luminanceOf)
  const columns = taps(width, mapWidth)
  const rows = taps(height, mapHeight)
  const alike = Float32Array.from({ length: 256 }, (_, i) => gaussian((i * 100) / 255, sigmaLightness))

  return (y, luminance, a, b) => {
    for (let x = 0; x < width; x++) {
      const here = lightness(luminance[x])
      let sum = 0
      let sumA = 0
      let sumB = 0
      for (let tapY = 3 * y; tapY < 3 * y + 3; tapY++) {
        for (let tapX = 3 * x; tapX < 3 * x + 3; tapX++) {
          const cell = rows.cell[tapY] * mapWidth + columns.cell[tapX]
          const difference = Math.min(255, Math.abs(here - guide[cell]) * 2.55) | 0
          // The floor keeps a pixel that resembles no cell from dividing by nothing.
          const weight = rows.weight[tapY] * columns.weight[tapX] * (alike[difference] + 1e-4)
          sum += weight
          sumA += weight * data[2 * cell]
          sumB += weight * data[2 * cell + 1]
        }
      }
      a[x] = sumA / sum
      b[x] = sumB / sum
    }
  }
}

function gaussian(distance: number, sigma: number): number {
  return Math.exp(-(distance * distance) / (2 * sigma * sigma))
}

/** For each of `length` photo positions the three nearest cells of a map and their distance weights. */
function taps(length: number, mapLength: number): { cell: Int32Array; weight: Float32Array } {
  const cell = new Int32Array(length * 3)
  const weight = new Float32Array(length * 3)
  for (let at = 0; at < length; at++) {
    const position = mapPosition(at, length, mapLength)
    for (let tap = 0; tap < 3; tap++) {
      const wanted = Math.round(position) + tap - 1
      cell[3 * at + tap] = Math.min(Math.max(wanted, 0), mapLength - 1)
      weight[3 * at + tap] = gaussian(position - wanted, sigmaDistance)
    }
  }
  return { cell, weight }
}

/** Mean L* of the photo under each cell of the map; where the photo is smaller, of the pixel there. */
async function cellLightness(map: Size, photo: Size, luminanceOf: LuminanceReader): Promise<Float32Array> {
  const means = new Float32Array(map.width * map.height)
  const row = new Float32Array(photo.width)
  const pace = pacer()
  for (let cellY = 0; cellY < map.height; cellY++) {
    const [top, bottom] = covered(cellY, map.height, photo.height)
    for (let y = top; y < bottom; y++) {
      await pace()
      luminanceOf(y, row)
      for (let cellX = 0; cellX < map.width; cellX++) {
        const [left, right] = covered(cellX, map.width, photo.width)
        let sum = 0
        for (let x = left; x < right; x++) sum += lightness(row[x])
        means[cellY * map.width + cellX] += sum / ((right - left) * (bottom - top))
      }
    }
  }
  return means
}

/** The photo positions under a map cell, at least one, end excluded. */
function covered(cell: number, cells: number, length: number): [number, number] {
  const start = Math.floor((cell * length) / cells)
  return [start, Math.max(start + 1, Math.floor(((cell + 1) * length) / cells))]
}
