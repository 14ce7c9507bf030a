import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Picture } from '../../../shared/contract/imaging.ts'
import type { Resource, ResourceRequest } from '../../../shared/contract/resources.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { formatTraits } from '../../../shared/output-formats.ts'
import { type AppJobs, type Library, pictureKey } from '../library/index.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { WorkerPools } from '../workers/pools.ts'
import type { PictureCache } from './cache.ts'

const typesByEnding = new Map<string, Resource['type']>(
  Object.values(formatTraits).map(({ ending, mime }) => [`.${ending}`, mime]),
)

/** @param picture the key of the photo's pictures */
export function thumbnailName(picture: string): string {
  return cacheName('thumb', picture, '.webp')
}

export interface ResourcesContext {
  library: Library
  jobs: AppJobs
  pools: WorkerPools
  cache: PictureCache
  files: CurrentFiles
}

/** A photo, and the key that names its pictures. */
interface PictureRequest {
  photo: number
  picture: string
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

  /** @throws `file-not-found` for what is not, or no longer, there; `file-*` and `picture-*` of making it. */
  get = async (request: ResourceRequest): Promise<Resource> => {
    switch (request.kind) {
      case 'thumb':
        return { type: 'image/webp', body: await this.#thumbnail(request) }
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

  async #thumbnail(request: PictureRequest): Promise<Uint8Array<ArrayBuffer>> {
    const { cache, pools } = this.#context
    return cache.file(thumbnailName(request.picture), async () => {
      const picture = await this.#source(request)
      return (await pools.view((client) => client.describePhoto({ picture }))).thumbnail
    })
  }

  async #preview(request: PictureRequest): Promise<Uint8Array<ArrayBuffer>> {
    const { cache, pools } = this.#context
    return cache.file(cacheName('preview', request.picture, '.jpg'), async () => {
      const picture = await this.#source(request)
      return (await pools.view((client) => client.preview({ picture }))).jpeg
    })
  }

  async #tile(request: ResourceRequest & { kind: 'l-tile' }): Promise<Uint8Array<ArrayBuffer>> {
    const { cache, pools } = this.#context
    const pyramid = await cache.folder(cacheName('tiles', request.picture, ''), async (folder) => {
      const picture = await this.#source(request)
      await pools.view((client) => client.cutTiles({ picture, folder }))
    })
    const { level, x, y } = request
    return readFile(join(pyramid, String(level), `${x}_${y}.jpeg`)).catch((cause) => {
      throw new TintypeError('file-not-found', 'The photo has no such tile.', { cause })
    })
  }

  /** What an address names is kept for ever: of a photo that is another picture by now, nothing goes under that name. */
  async #source({ photo, picture }: PictureRequest): Promise<Picture> {
    const file = await this.#context.files.read(photo)
    if (pictureKey(file) !== picture) {
      throw new TintypeError('file-not-found', `${file.path} has changed since.`)
    }
    return pictureOf(file)
  }

  #export(id: number): Resource {
    const output = this.#context.jobs.find(id)?.outcome?.output
    const type = output === undefined ? undefined : typesByEnding.get(extname(output))
    if (output === undefined || type === undefined) {
      throw new TintypeError('file-not-found', 'There is no such exported file.')
    }
    return { type, body: { file: output } }
  }
}

function cacheName(kind: 'thumb' | 'preview' | 'tiles', picture: string, ending: string): string {
  return join(kind, picture.slice(0, 2), `${picture}${ending}`)
}
