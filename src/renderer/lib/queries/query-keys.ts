import type { PhotoQuery } from '../../../shared/contract/library.ts'

/** Names of everything that is kept from core, in one place, so that events can say what is stale. */
export const keys = {
  photos: (query?: PhotoQuery) => (query ? (['photos', query] as const) : (['photos'] as const)),
  months: (query?: PhotoQuery) => (query ? (['months', query] as const) : (['months'] as const)),
  photo: (id?: number) => (id === undefined ? (['photo'] as const) : (['photo', id] as const)),
  versions: (photo?: number) =>
    photo === undefined ? (['versions'] as const) : (['versions', photo] as const),
  drafts: (photo?: number) => (photo === undefined ? (['drafts'] as const) : (['drafts', photo] as const)),
  colours: (version: number, map: string) => ['colours', version, map] as const,
  albums: ['albums'] as const,
  folders: ['folders'] as const,
  tags: ['tags'] as const,
  palettes: ['palettes'] as const,
  batches: ['batches'] as const,
  jobs: (batch?: number) => (batch === undefined ? (['jobs'] as const) : (['jobs', batch] as const)),
  settings: ['settings'] as const,
  models: ['models'] as const,
  finetune: ['finetune'] as const,
  engine: ['engine'] as const,
  library: ['library'] as const,
  opening: ['opening'] as const,
}
