import { expect, test } from 'vitest'
import { isInGamut } from '../../../../src/shared/colour/gamut.ts'
import { labToLinear } from '../../../../src/shared/colour/lab.ts'
import { materials } from '../../../../src/shared/colour/materials.ts'

test('sRGB has every material at every lightness at which it is offered', () => {
  for (const { name, a, b, l } of materials) {
    const [dark, light] = l
    expect(light, name).toBeGreaterThan(dark)
    for (let at = dark; at <= light; at += 0.5) {
      expect(isInGamut(labToLinear([at, a, b])), `${name} at ${at}`).toBe(true)
    }
  }
})

test('no two materials are alike, so that each goes by its own name', () => {
  for (const [index, one] of materials.entries()) {
    for (const other of materials.slice(0, index)) {
      expect(Math.hypot(one.a - other.a, one.b - other.b), `${one.name}, ${other.name}`).toBeGreaterThan(2)
      expect(one.name).not.toBe(other.name)
    }
  }
})

/** Bounds of the individual typology angle, degrees, from very light to dark. */
const classes = [
  ['skinFair', 55, 90],
  ['skin', 41, 55],
  ['skinMedium', 28, 41],
  ['skinTan', 10, 28],
  ['skinDeep', -30, 10],
  ['skinDark', -90, -30],
] as const

test.each(classes)('%s lies in its class of skins', (name, from, to) => {
  const { b, l } = materials.find((material) => material.name === name)!
  const angle = (Math.atan(((l[0] + l[1]) / 2 - 50) / b) * 180) / Math.PI
  expect(angle).toBeGreaterThan(from)
  expect(angle).toBeLessThan(to)
})
