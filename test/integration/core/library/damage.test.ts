import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { playRound, usedLibrary } from '../../../fixtures/damage/round.ts'

/** A tenth of what `npm run test:damage` does. */
const times = 20

let template: string
beforeAll(async () => {
  template = await usedLibrary()
})
afterAll(() => rmSync(template, { recursive: true, force: true }))

it.each(Array.from({ length: times }, (_, i) => i + 1))(
  'a library damaged at random (seed %i) opens, is restored, or says what to do',
  async (seed) => {
    const { damage, ending, wrong } = await playRound(template, seed)
    expect({ damage, wrong }).toEqual({ damage, wrong: [] })
    expect(['opened', 'restored', 'library-damaged', 'library-from-future']).toContain(ending)
  },
)
