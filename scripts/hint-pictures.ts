import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { z } from 'zod'
import { openCore } from '../src/main/core/index.ts'
import { fitToGamut } from '../src/shared/colour/gamut.ts'
import { labToSrgb } from '../src/shared/colour/lab.ts'
import { defaultModel, type Hint, hintSchema, usualHintMethod } from '../src/shared/contract/engine.ts'

/**
 * Colours photographs with the hints that a plan gives them, and lays them out as the guide shows them, a photograph a row:
 * without hints, and with each set of the plan, whose marks are drawn in.
 *
 *     node scripts/hint-pictures.ts docs/images/hints.json docs/images/hints.jpg
 */
const planSchema = z.array(
  z.object({
    /** From the folder of the plan. */
    photo: z.string(),
    /** Part of the photograph that is shown, in fractions: left, top, width, height. */
    show: z.tuple([z.number(), z.number(), z.number(), z.number()]).default([0, 0, 1, 1]),
    sets: z.array(z.array(hintSchema)).min(1),
  }),
)

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { height: { type: 'string', default: '300' }, unmarked: { type: 'boolean', default: false } },
})
const [planFile, output] = positionals
const plan = planSchema.parse(JSON.parse(await readFile(planFile, 'utf8')))
const core = await openCore({ engine: 'auto', jobs: 1 })
try {
  const model = (await core.model(defaultModel)).reference
  const rows: Buffer[] = []
  for (const { photo, show, sets } of plan) {
    const picture = { path: resolve(dirname(planFile), photo) }
    const l = await core.lightnessOf(picture, 256)
    const panes: Buffer[] = []
    for (const hints of [[], ...sets]) {
      const { ab } = await core.engine.use((engine) =>
        engine.predict({ l, model, hints, hintMethod: usualHintMethod }),
      )
      const composed = await core.imaging.use((imaging) =>
        imaging.composePixels({ picture, ab, settings: { upsampling: 'edge-aware' } }),
      )
      const { width, height } = composed
      const part = {
        ...{ left: Math.round(show[0] * width), top: Math.round(show[1] * height) },
        ...{ width: Math.round(show[2] * width), height: Math.round(show[3] * height) },
      }
      const shown = sharp(composed.data, { raw: { width, height, channels: 3 } })
      const marked = values.unmarked
        ? shown
        : shown.composite([{ input: Buffer.from(marks(hints, composed)) }])
      panes.push(
        await sharp(await marked.png().toBuffer())
          .extract(part)
          .resize({ height: Number(values.height) })
          .png()
          .toBuffer(),
      )
    }
    rows.push(await joined(panes, panes.length))
  }
  await sharp(await joined(rows, 1))
    .jpeg({ quality: 85 })
    .toFile(output)
} finally {
  await core.close()
}

async function joined(pictures: Buffer[], across: number): Promise<Buffer> {
  if (pictures.length === 1) return pictures[0]
  return sharp(pictures, { join: { across, shim: 6, background: '#ffffff', halign: 'left' } })
    .png()
    .toBuffer()
}

/** Marks as the develop view shows them: a disc for a pin, a line for a stroke, a square for what keeps. */
function marks(hints: readonly Hint[], { width, height }: { width: number; height: number }): string {
  const thick = height / 60
  const shapes = hints.map(({ x, y, path = [], keeps, a, b }) => {
    const colour = keeps
      ? '#888'
      : `rgb(${labToSrgb(fitToGamut([60, a, b])).map((value) => Math.round(255 * value))})`
    const points = [{ x, y }, ...path].map((place) => `${place.x * width},${place.y * height}`)
    const line = (stroke: string, wide: number) =>
      `<polyline points="${points.join(' ')}" fill="none" stroke="${stroke}" stroke-width="${wide}" stroke-linecap="${keeps ? 'square' : 'round'}" stroke-linejoin="round"/>`
    // A line of no length is not drawn at all.
    if (path.length === 0) points.push(`${x * width + 0.01},${y * height}`)
    return line('#fff', thick * 1.6) + line(colour, thick)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`
}
