import { describe, expect, it } from 'vitest'
import { colourfulness } from '../../../../src/main/evaluation/metrics/colourfulness.ts'
import { busyPicture, dulledPicture, plainPicture } from '../pictures.ts'

describe('colourfulness', () => {
  it('agrees with NumPy on a busy picture, in both definitions', () => {
    const busy = colourfulness(busyPicture().data)
    expect(busy.signed).toBeCloseTo(131.91062385341, 9)
    expect(busy.absolute).toBeCloseTo(112.03906307122, 9)
    const dulled = colourfulness(dulledPicture().data)
    expect(dulled.signed).toBeCloseTo(100.93589374677, 9)
    expect(dulled.absolute).toBeCloseTo(86.24997249118, 9)
  })

  it('is 0 for grey', () => {
    expect(colourfulness(plainPicture(4, 4, [90, 90, 90]).data)).toEqual({ signed: 0, absolute: 0 })
  })

  it('of one plain colour is three tenths of its distance from grey', () => {
    // rg = 100, yb = 50 - 0
    const { signed, absolute } = colourfulness(plainPicture(4, 4, [100, 0, 0]).data)
    expect(signed).toBeCloseTo(0.3 * Math.hypot(100, 50))
    expect(absolute).toBeCloseTo(signed)
  })

  it('sees two opposite colours as spread only when channels keep their sign', () => {
    // rg = 100 and -100, yb = 50 in both pixels
    const { signed, absolute } = colourfulness(Uint8Array.of(100, 0, 0, 0, 100, 0))
    expect(signed).toBeCloseTo(100 + 0.3 * 50)
    expect(absolute).toBeCloseTo(0.3 * Math.hypot(100, 50))
  })
})
