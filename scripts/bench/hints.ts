import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { HintField } from '../../src/main/engine/field/hint-field.ts'
import { lightness } from '../../src/shared/colour/lab.ts'
import { srgbToLinear } from '../../src/shared/colour/srgb.ts'
import type { Hint } from '../../src/shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../src/shared/contract/pixels.ts'
import { Random } from '../../src/shared/random.ts'
import { median, table } from './report.ts'

/**
 * Milliseconds of the hint field on ten old photographs: from nothing, and once more with a hint dragged and coloured anew;
 * and those of what is made once a photo: `node scripts/bench/hints.ts --data ../shared/data/old`.
 */
const { values: options } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data/old' } },
})

const photos = [
  '1864UnionSoldier.jpg',
  '1880sBrooklynBridge.jpg',
  '1908FamilyPhoto.jpg',
  '1933RockefellerCenter.jpg',
  'AnselAdamsYosemite.jpg',
  'Greece1911.jpg',
  'Lisbon1919.jpg',
  'PetDucks1927.jpg',
  'dorothea-lange.jpg',
  'redwood_lumberjacks.jpg',
]
const runs = 5

const stroke: Hint = {
  ...{ x: 0.1, y: 0.2, radius: 0.02, a: 25, b: -30 },
  path: [
    { x: 0.8, y: 0.3 },
    { x: 0.6, y: 0.9 },
  ],
}
const hintings: Record<string, Hint[]> = {
  '1 pin': pins(1),
  '5 pins': pins(5),
  '20 pins': pins(20),
  'a stroke': [stroke],
}

function pins(count: number): Hint[] {
  const random = new Random(count, 'pins')
  const place = (): number => random.between(0.05, 0.95)
  const colour = (): number => random.between(-50, 50)
  return Array.from({ length: count }, () => ({
    x: place(),
    y: place(),
    radius: 0.03,
    a: colour(),
    b: colour(),
  }))
}

/** The first hint three cells of 128 farther, in another colour. */
function dragged([{ x, y, a, b, ...hint }, ...others]: Hint[]): Hint[] {
  return [{ ...hint, x: x + 3 / 128, y: y + 3 / 128, a: b, b: -a }, ...others]
}

async function lightnessOf(photo: string, side: number): Promise<LChannel> {
  const grey = sharp(join(options.data, photo)).resize(side, side, { fit: 'cover' }).greyscale()
  const codes = await grey.raw().toBuffer()
  const data = Float32Array.from(codes, (code) => lightness(srgbToLinear(code / 255)))
  return { data, width: side, height: side }
}

interface Times {
  preparation: number
  cold: number
  warm: number
}

function timesOf(l: LChannel, hints: Hint[]): Times {
  const ab: AbMap = { ...l, data: new Float32Array(l.data.length * 2).fill(10) }
  const times = Array.from({ length: runs }, () => {
    const clock = [performance.now()]
    const field = new HintField(l)
    clock.push(performance.now())
    for (const each of [hints, dragged(hints)]) {
      field.spread(ab, each)
      clock.push(performance.now())
    }
    return clock
  })
  const between = (end: number): number => median(times.map((clock) => clock[end] - clock[end - 1]))
  return { preparation: between(1), cold: between(2), warm: between(3) }
}

const kinds = ['preparation', 'cold', 'warm'] as const
const rows: (string | number)[][] = []
for (const side of [128, 256]) {
  const lightnesses = await Promise.all(photos.map((photo) => lightnessOf(photo, side)))
  // The first run compiles.
  timesOf(lightnesses[0], hintings['1 pin'])
  for (const [name, hints] of Object.entries(hintings)) {
    const times = lightnesses.map((l) => timesOf(l, hints))
    const columns = kinds.map((kind) => {
      const all = times.map((each) => each[kind])
      return `${median(all).toFixed(1)}, ${Math.max(...all).toFixed(1)}`
    })
    rows.push([side, name, ...columns])
  }
}
console.log('Milliseconds, the median of the photographs and the slowest.\n')
console.log(table(['side', 'hints', ...kinds], rows))
