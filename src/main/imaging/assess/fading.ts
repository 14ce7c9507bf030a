/** Where the tails of the histogram are cut: dust and scratches are no part of the tonal range. */
const tails = [0.005, 0.995] as const
/** A print whose range of L* is smaller has faded; see docs/imaging.md for how many unfaded photos are. */
const fadedRange = 50
/** A blank page is no faded photo: its noise would be blown up to a picture. */
const blankRange = 8
const stretched = [2, 98] as const
const bins = 1000

/**
 * L* for the network: of a faded scan stretched to the full range, of any other unchanged. The
 * photo that is composed keeps its own lightness.
 * @param l L*, 0..100; changed in place
 */
export function stretchFaded(l: Float32Array): void {
  const [low, high] = percentiles(l)
  const range = high - low
  if (range >= fadedRange || range <= blankRange) return
  const gain = (stretched[1] - stretched[0]) / range
  for (let i = 0; i < l.length; i++) l[i] = Math.min(100, Math.max(0, stretched[0] + (l[i] - low) * gain))
}

function percentiles(l: Float32Array): [number, number] {
  const histogram = new Uint32Array(bins)
  for (const value of l) histogram[Math.min(bins - 1, Math.max(0, Math.floor((value / 100) * bins)))]++
  const [low, high] = tails.map((part) => {
    let seen = 0
    const bin = histogram.findIndex((count) => {
      seen += count
      return seen >= part * l.length
    })
    return ((bin + 0.5) / bins) * 100
  })
  return [low, high]
}
