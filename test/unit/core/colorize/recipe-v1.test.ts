import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { identityOf, provenanceOf } from '../../../../src/main/core/colorize/provenance.ts'
import { readProvenance } from '../../../../src/main/imaging/formats/xmp-provenance.ts'
import { type Provenance, provenanceVersion } from '../../../../src/shared/contract/imaging.ts'
import { adjustmentsSchema, recipeSchema, type Version } from '../../../../src/shared/contract/library.ts'
import type { ResultRecipe } from '../../../../src/shared/recipe.ts'

const library = fileURLToPath(new URL('../../../fixtures/library-0.1', import.meta.url))
const results = fileURLToPath(new URL('../../../fixtures/results-0.1', import.meta.url))
/** Of the weights that colours in 0.1 were made with. */
const weights = '1728710f5ebccacaaa97ac43408fe6403a92830319b9fdadfeb45dc9275eefb9'

async function provenanceIn(path: string): Promise<Provenance> {
  const provenance = readProvenance((await sharp(path).metadata()).xmpAsString)
  if (!provenance) throw new Error(`${path} is no result`)
  return provenance
}

const plain: ResultRecipe = {
  ...{ weights, size: 128, flipAveraged: false, hints: [], metadata: true, format: 'png', depth: 8 },
  adjustments: adjustmentsSchema.parse({}),
}

/** Whether a result that is there counts as one of this recipe. */
async function isKnown(path: string, recipe: ResultRecipe, sourceDepth: 8 | 16, map?: string) {
  const provenance = await provenanceIn(path)
  expect(provenance.version).toBe(1)
  return identityOf(provenance.source, recipe, { sourceDepth, map }).recipes.includes(provenance.recipe)
}

interface OldPhoto {
  name: string
  depth: 8
  version: { id: number } | null
  versions: Version[]
}

it.each([
  ['mother-1936.jpg', 'mother-1936.jpg', { format: 'jpeg', depth: 8 }],
  ['hayes-1870s.jpg', 'hayes-1870s.jpg', { format: 'jpeg', depth: 8 }],
  ['100% #1.tif', '100% #1.tif', { format: 'tiff', depth: 16 }],
  ['camera.webp', 'camera.png', { format: 'webp', depth: 8 }],
  ['mill 2.webp', 'mill 2.png', { format: 'webp', depth: 8 }],
  ['Strandpromenade é 1905-0001.png', 'Strandpromenade é 1905.jpg', { format: 'png', depth: 8 }],
] as const)('knows what the app of 0.1 exported: %s', async (file, original, settings) => {
  const { photos } = JSON.parse(readFileSync(join(library, 'expected.json'), 'utf8')) as {
    photos: OldPhoto[]
  }
  const { versions, depth } = photos.find(({ name }) => name === original)!
  const path = join(library, 'exported', file)
  const known = await Promise.all(
    versions.flatMap(({ recipe, weights, map }) =>
      [true, false].map((metadata) =>
        isKnown(
          path,
          { ...plain, ...recipeSchema.parse(recipe), weights, metadata, ...settings },
          depth,
          map ?? undefined,
        ),
      ),
    ),
  )
  // Of one version, with or without what the original says of itself.
  expect(known.filter(Boolean)).toHaveLength(1)
})

it.each(['camera.png', 'mother-1936.png'])('knows what the command line of 0.1 made: %s', async (name) => {
  const path = join(library, 'coloured', name)
  expect(await isKnown(path, plain, 8)).toBe(true)
  for (const other of [
    { size: 256 },
    { adjustments: adjustmentsSchema.parse({ strength: 1.1 }) },
    { adjustments: adjustmentsSchema.parse({ saturation: 1.1 }) },
    { flipAveraged: true },
    { metadata: false },
    { weights: 'others' },
    { format: 'webp' },
  ] as const) {
    expect(await isKnown(path, { ...plain, ...other }, 8), JSON.stringify(other)).toBe(false)
  }
})

it.each([
  ['source.tif', { format: 'tiff', depth: 16 }],
  ['eight.tif', { format: 'tiff', depth: 8 }],
  [
    'strong.jpg',
    { format: 'jpeg', adjustments: adjustmentsSchema.parse({ strength: 1.4, upsampling: 'edge-aware' }) },
  ],
] as const)('knows what it made of a 16-bit scan: %s', async (name, settings) => {
  const path = join(results, name)
  expect(await isKnown(path, { ...plain, ...settings }, 16), basename(path)).toBe(true)
  expect(await isKnown(path, plain, 16)).toBe(false)
})

it('today one recipe has one hash, and its provenance says of which version it is', () => {
  const identity = identityOf('a', plain, { sourceDepth: 8 })
  const provenance = provenanceOf(identity, plain, { id: 'tintype-mobile', revision: '3' }, [])
  expect(provenance).toEqual({
    ...{ version: provenanceVersion, source: 'a', recipe: identity.recipes[0], model: 'tintype-mobile 3' },
    settings: expect.stringMatching(
      /^network size 128 px, strength 1, saturation 1, temperature 0\b.*, bilinear upsampling$/,
    ),
  })
  for (const other of [
    ...[{ size: 256 }, { flipAveraged: true }, { metadata: false }, { weights: 'w' }, { depth: 16 }],
    { hints: [{ x: 0.5, y: 0.5, radius: 0.1, a: 1, b: 2 }] },
    { adjustments: adjustmentsSchema.parse({ temperature: 0.1 }) },
  ] as Partial<ResultRecipe>[]) {
    const { recipes } = identityOf('a', { ...plain, ...other }, { sourceDepth: 8 })
    expect(recipes, JSON.stringify(other)).not.toContain(provenance.recipe)
  }
})
