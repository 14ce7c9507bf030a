import PQueue from 'p-queue'
import { z } from 'zod'
import { longestPaletteFile } from '../../../shared/contract/palette.ts'
import {
  fromWireError,
  TintypeError,
  toWireError,
  type WireError,
  wireErrorSchema,
} from '../../../shared/errors.ts'
import { countEndings } from '../../../shared/left-out.ts'
import { isPictureName } from '../../../shared/picture-names.ts'
import type { GivenFiles, HostFiles } from './host.ts'

const uploadedSchema = z.object({ path: z.string().min(1), root: z.string().min(1).optional() })
const installedSchema = z.object({ id: z.string().min(1) })
const refusedSchema = z.object({ error: wireErrorSchema })
/** Uploads under way at once: more only wait for the same disk. */
const atOnce = 3

/** A file to upload: alone, or by its way below a folder that was given as a whole. */
interface Upload {
  file: File
  /** Name, or with a `folder` the path from that folder's name on. */
  name: string
  /** Tells this folder from others of the same name. */
  folder?: string
}

/**
 * Files in a browser: they are uploaded and become originals of the library; results are downloaded.
 * @param download address of the file that an export job wrote
 */
export function browserFiles(download: (job: number) => string): HostFiles {
  return {
    chooseFiles: async () => uploadAll((await chooseFiles({ multiple: true })).map(alone)),
    chooseFolder: async () => {
      const folder = crypto.randomUUID()
      const found = await chooseFiles({ webkitdirectory: true })
      return uploadAll(
        found
          .map((file) => ({ file, name: file.webkitRelativePath, folder }))
          .filter(({ name }) => !isHidden(name)),
      )
    },
    importModel: async () => {
      const [file] = await chooseFiles({ accept: '.tintype' })
      return file && installedSchema.parse(await send('/model', alone(file))).id
    },
    readPalette,
    dropped: (transfer) => {
      // The entries are gone once the event is over; so they are taken before anything is awaited.
      const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
      return Promise.all(entries.map((entry) => (entry ? uploadsOf(entry) : []))).then((found) =>
        uploadAll(found.flat()),
      )
    },
    reveal: async ({ job }) => {
      const link = document.createElement('a')
      link.href = download(job)
      link.download = ''
      link.click()
    },
  }
}

/** Text is read by the page itself, in the shell, too. @throws `palette-unreadable` for what is too large to be one. */
export async function readPalette(): Promise<string | undefined> {
  const [file] = await chooseFiles({ accept: '.json' })
  if (!file) return undefined
  if (file.size > longestPaletteFile) {
    throw new TintypeError('palette-unreadable', `${file.name} is too large to be a palette.`)
  }
  return file.text()
}

/** The browser's own dialog; none when it was cancelled. */
function chooseFiles(
  options: Pick<Partial<HTMLInputElement>, 'accept' | 'multiple' | 'webkitdirectory'>,
): Promise<File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', ...options })
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

function alone(file: File): Upload {
  return { file, name: file.name }
}

/** Hidden itself, or in a hidden folder below the one that was given. */
function isHidden(path: string): boolean {
  return path.includes('/.')
}

/** A file named by itself is tried whatever its name; of a folder, what is a picture by its name. */
function isWanted({ name, folder }: Upload): boolean {
  return folder === undefined || isPictureName(baseOf(name))
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A dropped file, or all that is in a dropped folder and below it. */
async function uploadsOf(entry: FileSystemEntry): Promise<Upload[]> {
  if (entry instanceof FileSystemFileEntry) return [alone(await fileOf(entry))]
  const folder = crypto.randomUUID()
  const found = (await filesBelow(entry)).map(async (file) => ({
    file: await fileOf(file),
    name: file.fullPath.slice(1),
    folder,
  }))
  return Promise.all(found)
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

async function filesBelow(entry: FileSystemEntry): Promise<FileSystemFileEntry[]> {
  if (entry instanceof FileSystemFileEntry) return isHidden(entry.fullPath.slice(1)) ? [] : [entry]
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  const reader = entry.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    // Each reading gives a hundred or so; an empty one is the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    entries.push(...some)
  }
  return (await Promise.all(entries.map(filesBelow))).flat()
}

/**
 * Sends files to the host; answers what is there now to import: files by themselves, and folders as a
 * whole. One that is refused stops no other.
 */
async function uploadAll(given: readonly Upload[]): Promise<GivenFiles> {
  const uploads = given.filter(isWanted)
  const upload = async (file: Upload): Promise<string | WireError> => {
    try {
      const { path, root } = uploadedSchema.parse(await send('/upload', file))
      return root ?? path
    } catch (thrown) {
      return toWireError(thrown)
    }
  }
  const queue = new PQueue({ concurrency: atOnce })
  const sent = await queue.addAll(uploads.map((file) => () => upload(file)))
  return {
    paths: [...new Set(sent.filter((result) => typeof result === 'string'))],
    refused: sent.filter((result) => typeof result !== 'string'),
    leftOut: countEndings(given.filter((upload) => !isWanted(upload)).map(({ name }) => baseOf(name))),
  }
}

/** Sends one file; answers what the host says of it. @throws the host's. */
async function send(address: '/upload' | '/model', { file, name, folder }: Upload): Promise<unknown> {
  const parameters = new URLSearchParams({ name, ...(folder !== undefined && { folder }) })
  const response = await fetch(`${address}?${parameters}`, { method: 'POST', body: file })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  const refused = refusedSchema.safeParse(body)
  if (refused.success) throw fromWireError(refused.data.error)
  throw new TintypeError('output-unwritable', `${name} could not be uploaded (${response.status}).`)
}
