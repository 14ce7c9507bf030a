/** Colorant primaries as XYZ under D50, as an ICC profile holds them. */
type Primaries = readonly (readonly [number, number, number])[]

/** Adobe RGB (1998), adapted to D50. */
export const adobeRgb: Primaries = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
]
/** ROMM RGB, "ProPhoto". */
export const proPhotoRgb: Primaries = [
  [0.79767, 0.28804, 0],
  [0.13519, 0.71188, 0],
  [0.03134, 0.00009, 0.82491],
]
const d50 = [0.9642, 1, 0.8249] as const

/** An ICC v2 display profile of three colorants and one gamma. */
export function rgbProfile(primaries: Primaries, gamma: number): Buffer {
  return profile('RGB ', [
    ['wtpt', xyz(d50)],
    ...(['rXYZ', 'gXYZ', 'bXYZ'] as const).map((tag, i) => [tag, xyz(primaries[i])] as const),
    ...(['rTRC', 'gTRC', 'bTRC'] as const).map((tag) => [tag, gammaCurve(gamma)] as const),
  ])
}

/** An ICC v2 grey profile whose tone curve is a gamma, or samples of linear light. */
export function greyProfile(curve: number | readonly number[]): Buffer {
  const trc = typeof curve === 'number' ? gammaCurve(curve) : sampledCurve(curve)
  return profile('GRAY', [
    ['wtpt', xyz(d50)],
    ['kTRC', trc],
  ])
}

function profile(space: string, tags: readonly (readonly [string, Buffer])[]): Buffer {
  const all = [['desc', description('Tintype test')], ['cprt', text('public domain')], ...tags] as const
  const table = Buffer.alloc(4 + 12 * all.length)
  table.writeUInt32BE(all.length, 0)
  let offset = 128 + table.length
  for (const [i, [name, data]] of all.entries()) {
    table.write(name, 4 + 12 * i, 'latin1')
    table.writeUInt32BE(offset, 8 + 12 * i)
    table.writeUInt32BE(data.length, 12 + 12 * i)
    offset += data.length
  }
  const header = Buffer.alloc(128)
  header.writeUInt32BE(offset, 0)
  header.writeUInt32BE(0x02400000, 8)
  header.write(`mntr${space}XYZ `, 12, 'latin1')
  header.writeUInt16BE(2026, 24)
  header.writeUInt16BE(1, 26)
  header.writeUInt16BE(1, 28)
  header.write('acsp', 36, 'latin1')
  xyz(d50).copy(header, 68, 8)
  return Buffer.concat([header, table, ...all.map(([, data]) => data)])
}

function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
}

function typed(type: string, body: Buffer): Buffer {
  return padded(Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4), body]))
}

function xyz(values: readonly number[]): Buffer {
  const body = Buffer.alloc(12)
  for (const [i, value] of values.entries()) body.writeInt32BE(Math.round(value * 65536), 4 * i)
  return typed('XYZ ', body)
}

function gammaCurve(gamma: number): Buffer {
  const body = Buffer.alloc(6)
  body.writeUInt32BE(1, 0)
  body.writeUInt16BE(Math.round(gamma * 256), 4)
  return typed('curv', body)
}

function sampledCurve(samples: readonly number[]): Buffer {
  const body = Buffer.alloc(4 + 2 * samples.length)
  body.writeUInt32BE(samples.length, 0)
  for (const [i, value] of samples.entries()) body.writeUInt16BE(Math.round(value * 65535), 4 + 2 * i)
  return typed('curv', body)
}

function text(value: string): Buffer {
  return typed('text', Buffer.from(`${value}\0`, 'latin1'))
}

function description(value: string): Buffer {
  const body = Buffer.alloc(4 + value.length + 1 + 78)
  body.writeUInt32BE(value.length + 1, 0)
  body.write(value, 4, 'latin1')
  return typed('desc', body)
}
