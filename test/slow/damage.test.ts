import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { playRound, usedLibrary } from '../fixtures/damage/round.ts'
import { report, seed, shareOf } from '../share.ts'

let template: string
beforeAll(async () => {
  template = await usedLibrary()
})

const endings: string[] = []
afterAll(() => {
  rmSync(template, { recursive: true, force: true })
  const counts = Object.entries(Object.groupBy(endings, (ending) => ending))
  report(`damages: ${counts.map(([ending, all]) => `${ending} ${all!.length}`).join(', ')}`)
})

it.each(Array.from({ length: shareOf(200) }, (_, i) => seed + i))(
  'a library damaged at random (seed %i) opens, is restored, or says what to do',
  async (seed) => {
    const { damage, ending, wrong } = await playRound(template, seed)
    endings.push(ending)
    expect({ damage, wrong }).toEqual({ damage, wrong: [] })
    expect(['opened', 'restored', 'library-damaged', 'library-from-future']).toContain(ending)
  },
)
