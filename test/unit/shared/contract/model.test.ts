import { describe, expect, it } from 'vitest'
import { parseModelFile } from '../../../../src/shared/contract/model.ts'
import { smallNetwork } from '../../../fixtures/engine/write-model.ts'

const right = {
  format: 'tintype-model',
  formatVersion: 1,
  id: 'test',
  title: 'Test',
  revision: '1',
  network: smallNetwork,
  weights: { file: 'weights.safetensors', bytes: 1, sha256: '0'.repeat(64) },
  licence: 'MIT',
}
const text = (changes: object): string => JSON.stringify({ ...right, ...changes })
/** The right file with `value`, as JSON, among its figures. */
const withFigure = (value: string): string => text({ metrics: { rmse: 'here' } }).replace('"here"', value)
const nested = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000)

describe('a model.json', () => {
  it('with figures of all kinds is read', () => {
    const metrics = { rmse: 12, table: [[1, 2], [{ a: null }]] }
    expect(parseModelFile(text({ metrics }), 'model.json').metrics).toEqual(metrics)
  })

  it('that says something twice means the last', () => {
    const twice = text({}).replace('"title":"Test"', '"title":7,"title":"Last"')
    expect(parseModelFile(twice, 'model.json').title).toBe('Last')
  })

  it.each<[string, string, 'damaged' | 'foreign']>([
    ['nothing', '', 'damaged'],
    ['a list', '[]', 'foreign'],
    ['a list of itself', `[${text({})}]`, 'foreign'],
    ['a number', '1e999', 'foreign'],
    ['null', 'null', 'foreign'],
    ['lists without end', nested('[', ']'), 'damaged'],
    ['figures that nest without end', withFigure(nested('[', ']')), 'damaged'],
    ['tables that nest without end', withFigure(nested('{"a":', '}').replace('}', '1}')), 'damaged'],
    [
      'a network that nests without end',
      text({ network: 0 }).replace('"network":0', `"network":${nested('[', ']')}`),
      'damaged',
    ],
    [
      'a network of a thousand widths',
      text({ network: { ...smallNetwork, widths: Array(1000).fill(4) } }),
      'damaged',
    ],
    ['a network of the prototype', text({ network: { type: 'constructor' } }), 'foreign'],
    ['a title that is a list', text({ title: ['Test'] }), 'damaged'],
    ['an id that is a path', text({ id: '../test' }), 'damaged'],
    ['weights that are a list', text({ weights: [] }), 'damaged'],
    ['weights of no bytes', text({ weights: { ...right.weights, bytes: 0 } }), 'damaged'],
    ['weights of more bytes than there are', text({ weights: { ...right.weights, bytes: 1e18 } }), 'damaged'],
    ['a hash in capitals', text({ weights: { ...right.weights, sha256: 'A'.repeat(64) } }), 'damaged'],
    ['a licence as long as a book', text({ licence: 'x'.repeat(500_000) }), 'damaged'],
    ['a strength that is none', text({ tuned: { strength: 2 } }), 'damaged'],
    ['a version as text', text({ formatVersion: '1' }), 'foreign'],
  ])('of %s is refused as %s', (_, content, kind) => {
    let error: unknown
    try {
      parseModelFile(content, 'model.json')
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({ kind: `model-${kind}` })
    expect((error as Error).message.length).toBeLessThan(2000)
  })
})
