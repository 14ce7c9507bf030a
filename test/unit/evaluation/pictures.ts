import type { Rgb } from '../../../src/shared/contract/pixels.ts'

/** A busy picture by a formula that any other tool can repeat: `(37 i + 11 floor(i / 7)) mod 256`. */
export function busyPicture(): Rgb {
  const width = 24
  const height = 20
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => (i * 37 + Math.floor(i / 7) * 11) % 256,
  )
  return { data, width, height }
}

/** The busy picture dulled and disturbed: `floor(3/4 value) + (5 i) mod 40`. */
export function dulledPicture(): Rgb {
  const busy = busyPicture()
  return { ...busy, data: busy.data.map((value, i) => Math.floor((value * 3) / 4) + ((i * 5) % 40)) }
}

/** A picture of one colour. */
export function plainPicture(width: number, height: number, colour: [number, number, number]): Rgb {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3])
  return { data, width, height }
}
