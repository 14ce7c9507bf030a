import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Picture } from '../../../shared/contract/imaging.ts'
import type { Resource, ResourceRequest } from '../../../shared/contract/resources.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { AppJobs, Library } from '../library/index.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { WorkerPools } from '../workers/pools.ts'
import type { PictureCache } from './cache.ts'

const typesByEnding: Record<string, Resource['type']> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.webp': 'image/webp',
}

export function thumbnailName(hash: string): string {
  return cacheName('thumb', hash, '.webp')
}

export interface ResourcesContext {
  library: Library
  jobs: AppJobs
  pools: WorkerPools
  cache: PictureCache
  files: CurrentFiles
}

/** Path of a sheet of sample pictures of a run of fine-tuning. */
type SheetPath = (run: string, number: number) => string

/** Pictures for the screen, made when they are first asked for, and files that exports wrote. */
export class Resources {
  readonly #context: ResourcesContext
  readonly #sheet: SheetPath

  constructor(context: ResourcesContext, sheet: SheetPath) {
    this.#context = context
    this.#sheet = sheet
  }

  /** Errors: `file-not-found` for what is not, or no longer, there; `file-*` and `picture-*` of making it. */
  get = async (request: ResourceRequest): Promise<Resource> => {
    switch (request.kind) {
      case 'thumb':
        return { type: 'image/webp', body: await this.#thumbnail(request.hash) }
      case 'preview':
        return { type: 'image/jpeg', body: await this.#preview(request) }
      case 'l-tile':
        return { type: 'image/jpeg', body: await this.#tile(request) }
      case 'finetune-sheet':
        return { type: 'image/jpeg', body: { file: this.#sheet(request.run, request.sheet) } }
      case 'export':
        return this.#export(request.job)
    }
  }

  async #thumbnail(hash: string): Promise<Uint8Array<ArrayBuffer>> {
    const { cache, library, pools } = this.#context
    return cache.file(thumbnailName(hash), async () => {
      const [file] = library.photos.filesByHash(hash)
      if (!file) throw new TintypeError('file-not-found', 'No photo in the library has this content.')
      const picture = await this.#source(file.id, hash)
      return (await pools.view((client) => client.describePhoto({ picture }))).thumbnail
    })
  }

  async #preview({ photo, hash }: { photo: number; hash: string }): Promise<Uint8Array<ArrayBuffer>> {
    const { cache, pools } = this.#context
    return cache.file(cacheName('preview', hash, '.jpg'), async () => {
      const picture = await this.#source(photo, hash)
      return (await pools.view((client) => client.preview({ picture }))).jpeg
    })
  }

  async #tile({
    photo,
    hash,
    level,
    x,
    y,
  }: ResourceRequest & { kind: 'l-tile' }): Promise<Uint8Array<ArrayBuffer>> {
    const { cache, pools } = this.#context
    const pyramid = await cache.folder(cacheName('tiles', hash, ''), async (folder) => {
      const picture = await this.#source(photo, hash)
      await pools.view((client) => client.cutTiles({ picture, folder }))
    })
    return readFile(join(pyramid, String(level), `${x}_${y}.jpeg`)).catch((cause) => {
      throw new TintypeError('file-not-found', 'The photo has no such tile.', { cause })
    })
  }

  /** The hash in the address is that of the content: an answer under an old hash would be kept for ever. */
  async #source(photo: number, hash: string): Promise<Picture> {
    const file = await this.#context.files.read(photo)
    if (file.hash !== hash) throw new TintypeError('file-not-found', `${file.path} has changed since.`)
    return pictureOf(file)
  }

  #export(id: number): Resource {
    const output = this.#context.jobs.find(id)?.outcome?.output
    const type = output === undefined ? undefined : typesByEnding[extname(output)]
    if (output === undefined || type === undefined) {
      throw new TintypeError('file-not-found', 'There is no such exported file.')
    }
    return { type, body: { file: output } }
  }
}

function cacheName(kind: 'thumb' | 'preview' | 'tiles', hash: string, ending: string): string {
  return join(kind, hash.slice(0, 2), `${hash}${ending}`)
}
