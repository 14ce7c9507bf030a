import { z } from 'zod'

/** `z.instanceof(Float32Array)` accepts views over any buffer; sizes are checked by the plane schemas. */
const float32 = z.instanceof(Float32Array)

function plane(channels: number) {
  return z
    .object({ data: float32, width: z.int().positive(), height: z.int().positive() })
    .refine(({ data, width, height }) => data.length === width * height * channels, {
      error: `data must hold width x height x ${channels} values`,
    })
}

/** L channel: `height x width`, row by row, L* in 0..100. */
export const lChannelSchema = plane(1)
export type LChannel = z.infer<typeof lChannelSchema>

/** Colour prediction: `height x width x 2`, interleaved a*, b*, in units of CIELAB (about -110..110). */
export const abMapSchema = plane(2)
export type AbMap = z.infer<typeof abMapSchema>

/** 8-bit sRGB, `height x width x 3`, interleaved. */
export const rgbSchema = z
  .object({ data: z.instanceof(Uint8Array), width: z.int().positive(), height: z.int().positive() })
  .refine(({ data, width, height }) => data.length === width * height * 3, {
    error: 'data must hold width x height x 3 values',
  })
export type Rgb = z.infer<typeof rgbSchema>
