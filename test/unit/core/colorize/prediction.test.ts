import { describe, expect, it } from 'vitest'
import { predictColours, rehintColours } from '../../../../src/main/core/colorize/prediction.ts'
import type { EngineContract, Hint, Hinting } from '../../../../src/shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../../src/shared/contract/pixels.ts'
import type { Client } from '../../../../src/shared/rpc/contract.ts'

/**
 * An engine whose a* is L itself, whose b* is one on the left half and zero on the right, and that keeps
 * what it was asked.
 */
function engine() {
  const asked: ({ l?: LChannel; key?: string } & Hinting)[] = []
  const answer = (l: LChannel): AbMap => {
    const { width, height } = l
    const data = new Float32Array(width * height * 2)
    for (let i = 0; i < width * height; i += 1) {
      data[2 * i] = l.data[i]
      data[2 * i + 1] = i % width < width / 2 ? 1 : 0
    }
    return { data, width, height }
  }
  const client = {
    predict: async ({ l, ...hinting }: { l: LChannel } & Hinting) => {
      asked.push({ l, ...hinting })
      return { ab: answer(l), key: `key${asked.length}`, ms: 10 }
    },
    rehint: async ({ key, ...hinting }: { key: string } & Hinting) => {
      asked.push({ key, ...hinting })
      return { ab: answer({ data: Float32Array.of(asked.length, 0), width: 2, height: 1 }), key, ms: 1 }
    },
  }
  return { asked, client: client as unknown as Client<EngineContract> }
}

const l: LChannel = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), width: 4, height: 2 }
const model = { id: 'm', folder: '/m' }
const hint: Hint = { x: 0.25, y: 0.5, radius: 0.01, a: 10, b: 20, path: [{ x: 0, y: 0.5 }] }
const mirrored: Hint = { ...hint, x: 0.75, path: [{ x: 1, y: 0.5 }] }
const hinted: Hinting = { hints: [hint], hintMethod: 'field-1' }

describe('a prediction', () => {
  it('is the plain one unless it is to be averaged', async () => {
    const { asked, client } = engine()
    const { ab, key } = await predictColours(client, l, model, hinted, false)
    expect([...ab.data].filter((_, i) => i % 2 === 0)).toEqual([...l.data])
    expect(key).toBe('key1')
    expect(asked).toHaveLength(1)
  })

  it('averaged, is the mean with that of the mirrored photo, mirrored back', async () => {
    const { asked, client } = engine()
    const { ab, ms } = await predictColours(client, l, model, hinted, true)
    expect([...(asked[1].l?.data ?? [])]).toEqual([4, 3, 2, 1, 8, 7, 6, 5])
    expect(asked[1]).toMatchObject({ hints: [mirrored], hintMethod: 'field-1' })
    // a* follows the photo, so it comes back in place; b*, which does not, loses its side.
    expect([...ab.data].filter((_, i) => i % 2 === 0)).toEqual([...l.data])
    expect([...ab.data].filter((_, i) => i % 2 === 1)).toEqual(Array(8).fill(0.5))
    expect(ms).toBe(20)
  })

  it('averaged, is hinted again on both sides by its one key', async () => {
    const { asked, client } = engine()
    const { key } = await predictColours(client, l, model, { hints: [] }, true)
    const again = await rehintColours(client, key, hinted)
    expect(asked.slice(2)).toEqual([
      { key: 'key1', ...hinted },
      { key: 'key2', hints: [mirrored], hintMethod: 'field-1' },
    ])
    expect(again.key).toBe(key)
    // 3 and 0 of the one, 0 and 4 of the other mirrored back.
    expect([again.ab.data[0], again.ab.data[2]]).toEqual([1.5, 2])
  })
})
