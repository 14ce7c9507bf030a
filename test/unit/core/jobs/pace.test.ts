import { describe, expect, it } from 'vitest'
import { PaceMeter } from '../../../../src/main/core/jobs/pace.ts'

function meterWithClock() {
  const clock = { now: 1000 }
  return { clock, meter: new PaceMeter(() => clock.now) }
}

describe('the pace of a batch', () => {
  it('is unknown before the first item', () => {
    expect(meterWithClock().meter.pace(10)).toEqual({ rate: undefined, left: undefined })
  })

  it('of steady work is exact', () => {
    const { clock, meter } = meterWithClock()
    for (let i = 0; i < 5; i++) {
      clock.now += 500
      meter.tick()
    }
    const { rate, left } = meter.pace(8)
    expect(rate).toBeCloseTo(2, 6)
    expect(left).toBeCloseTo(4, 6)
  })

  it('leans to recent items', () => {
    const { clock, meter } = meterWithClock()
    for (const gap of [...Array(20).fill(100), ...Array(20).fill(1000)]) {
      clock.now += gap
      meter.tick()
    }
    const perItem = 1000 / meter.pace(1).rate!
    expect(perItem).toBeGreaterThan(700)
    expect(perItem).toBeLessThan(1000)
  })

  it('takes pauses out', () => {
    const { clock, meter } = meterWithClock()
    clock.now += 250
    meter.pause()
    clock.now += 60_000
    meter.resume()
    clock.now += 250
    meter.tick()
    expect(meter.pace(1).rate).toBeCloseTo(2, 6)
  })
})
