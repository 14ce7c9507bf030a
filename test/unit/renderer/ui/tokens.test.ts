import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { luminance } from '../../../../src/shared/colour/lab.ts'
import { srgbToLinear } from '../../../../src/shared/colour/srgb.ts'

const css = readFileSync('src/renderer/ui/tokens.css', 'utf8')

/** Colours of a theme by the name of their token. */
function theme(name: 'dark' | 'light'): Record<string, string> {
  const start = css.indexOf(`[data-theme="${name}"]`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, key, value]) => [key, value]),
  )
}

function channels(hex: string): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]
}

/** Contrast of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [dark, bright] = [one, other]
    .map((hex) => {
      const [r, g, b] = channels(hex).map((value) => srgbToLinear(value / 255))
      return luminance([r, g, b]) + 0.05
    })
    .sort((a, b) => a - b)
  return bright / dark
}

const surfaces = ['canvas', 'panel', 'raised', 'hover'] as const

for (const name of ['dark', 'light'] as const) {
  const tokens = theme(name)

  test(`${name}: text reads on every surface (AA, 4.5)`, () => {
    for (const surface of surfaces) {
      for (const text of ['text', 'text-quiet']) {
        expect(contrast(tokens[text], tokens[surface]), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(tokens['on-accent'], tokens.accent)).toBeGreaterThanOrEqual(4.5)
  })

  test(`${name}: edges of controls and the focus stand out (AA, 3)`, () => {
    for (const surface of ['canvas', 'panel', 'raised']) {
      for (const mark of ['edge', 'accent']) {
        expect(contrast(tokens[mark], tokens[surface]), `${mark} on ${surface}`).toBeGreaterThanOrEqual(3)
      }
    }
  })

  test(`${name}: every grey is neutral, so that nothing tints the eye`, () => {
    for (const [token, hex] of Object.entries(tokens)) {
      if (token === 'accent') continue
      expect(new Set(channels(hex)).size, token).toBe(1)
    }
  })
}
