import { expect, it } from 'vitest'
import { networkType } from '../../../../src/main/nn/networks/catalogue.ts'
import { type NetworkShape, networkTraits } from '../../../../src/shared/contract/model.ts'

const shapes: NetworkShape[] = [
  { type: 'tintype-mobile', context: 8, widths: [8, 8, 8, 8] },
  { type: 'pix2pix-unet', levels: 5, filters: 4 },
  { type: 'resnet18-unet', filters: 4 },
]

it.each(shapes)('$type can be fine-tuned where core is told so, and nowhere else', (shape) => {
  expect(networkType(shape).tuned !== undefined).toBe(networkTraits[shape.type].tunable)
})

it('no type is left out', () => {
  expect(shapes.map(({ type }) => type).sort()).toEqual(Object.keys(networkTraits).sort())
})
