import { z } from 'zod'
import { formatTraits } from '../output-formats.ts'
import { finetuneRunSchema } from './finetune.ts'
import { idSchema } from './library.ts'

/**
 * What is fetched by address instead of by a call: pictures for the screen, and exports to download.
 * Pictures of photos are named by what decides how they look, sheets by a number that is used once: so they
 * never change.
 */
const keySchema = z.string().regex(/^[0-9a-f]{16,128}$/)
const step = z.int().min(0).max(100_000)

export const resourceRequestSchema = z.discriminatedUnion('kind', [
  /** Small WebP for the grid. */
  z.object({ kind: z.literal('thumb'), photo: idSchema, picture: keySchema }),
  /** At most 3 megapixels, upright. */
  z.object({ kind: z.literal('preview'), photo: idSchema, picture: keySchema }),
  /** 512 px of lightness; level 0 is full resolution, each level above is half of the one below. */
  z.object({
    kind: z.literal('l-tile'),
    photo: idSchema,
    picture: keySchema,
    level: step,
    x: step,
    y: step,
  }),
  /** Sample pictures of fine-tuning; a new sheet has a new number. */
  z.object({ kind: z.literal('finetune-sheet'), run: finetuneRunSchema.shape.id, sheet: step }),
  /** The file that an export job wrote. */
  z.object({ kind: z.literal('export'), job: idSchema }),
])
export type ResourceRequest = z.infer<typeof resourceRequestSchema>

/** The only types a resource may have: nothing here can hold a program. */
export const resourceTypes = [
  ...Object.values(formatTraits).map(({ mime }) => mime),
  'application/octet-stream',
] as const

export const resourceSchema = z.object({
  type: z.enum(resourceTypes),
  /** The bytes, or the path of a file too large to hold in memory. */
  body: z.union([z.instanceof(Uint8Array), z.object({ file: z.string().min(1) })]),
})
export type Resource = z.infer<typeof resourceSchema>

/** Where resources begin: in Electron a scheme of their own, in a browser a folder of the same host. */
export const resourceBases = { electron: 'photo://library/', browser: '/photo/' } as const

/** Address of a resource below its base. */
export function resourcePath(request: ResourceRequest): string {
  switch (request.kind) {
    case 'thumb':
      return `thumb/${request.photo}/${request.picture}`
    case 'preview':
      return `preview/${request.photo}/${request.picture}`
    case 'l-tile':
      return `l-tile/${request.photo}/${request.picture}/${request.level}/${request.x}/${request.y}`
    case 'finetune-sheet':
      return `finetune-sheet/${request.run}/${request.sheet}`
    case 'export':
      return `export/${request.job}`
  }
}

/** The request that an address below the base stands for; `undefined` for anything else. */
export function parseResourcePath(path: string): ResourceRequest | undefined {
  const [kind, ...parts] = path.split('/')
  const number = (part: string | undefined): number =>
    /^\d{1,15}$/.test(part ?? '') ? Number(part) : Number.NaN
  const [first, second, ...rest] = parts
  const request = {
    thumb: { kind, photo: number(first), picture: second },
    preview: { kind, photo: number(first), picture: second },
    'l-tile': {
      kind,
      photo: number(first),
      picture: second,
      level: number(rest[0]),
      x: number(rest[1]),
      y: number(rest[2]),
    },
    'finetune-sheet': { kind, run: first, sheet: number(second) },
    export: { kind, job: number(first) },
  }[kind as ResourceRequest['kind']]
  const parsed = resourceRequestSchema.safeParse(request)
  // Read back, so that each resource has one address alone.
  return parsed.success && resourcePath(parsed.data) === path ? parsed.data : undefined
}
