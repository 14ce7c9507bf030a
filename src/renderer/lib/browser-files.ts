import { z } from 'zod'
import { isPictureName } from '../../shared/contract/imaging.ts'
import {
  fromWireError,
  TintypeError,
  toWireError,
  type WireError,
  wireErrorSchema,
} from '../../shared/errors.ts'
import type { GivenFiles, HostFiles } from './host.ts'

const uploadedSchema = z.object({ path: z.string().min(1) })
const installedSchema = z.object({ id: z.string().min(1) })
const refusedSchema = z.object({ error: wireErrorSchema })
/** Uploads under way at once: more only wait for the same disk. */
const atOnce = 3

/**
 * Files in a browser: they are uploaded and become originals of the library; results are downloaded.
 * @param download address of the file that an export job wrote
 */
export function browserFiles(download: (job: number) => string): HostFiles {
  return {
    chooseFiles: async () => uploadAll(await chooseFiles({ multiple: true })),
    chooseFolder: async () => {
      const found = await chooseFiles({ webkitdirectory: true })
      return uploadAll(found.filter(({ name }) => isPictureName(name)))
    },
    importModel: async () => {
      const [file] = await chooseFiles({ accept: '.tintype' })
      return file && installedSchema.parse(await send('/model', file)).id
    },
    dropped: (transfer) => {
      // The entries are gone once the event is over; so they are taken before anything is awaited.
      const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
      return Promise.all(entries.map((entry) => (entry ? filesOf(entry) : []))).then((found) =>
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

/** A dropped file, or the pictures in a dropped folder and all below it. */
async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry instanceof FileSystemFileEntry) {
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))]
  }
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
  const wanted = entries.filter(({ isDirectory, name }) => isDirectory || isPictureName(name))
  return (await Promise.all(wanted.map(filesOf))).flat()
}

/** Sends files to the host; answers their paths there, in order. One that is refused stops no other. */
async function uploadAll(files: readonly File[]): Promise<GivenFiles> {
  const sent: (string | WireError)[] = new Array(files.length)
  let next = 0
  const work = async (): Promise<void> => {
    while (next < files.length) {
      const index = next++
      sent[index] = await send('/upload', files[index]).then(
        (answer) => uploadedSchema.parse(answer).path,
        toWireError,
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return {
    paths: sent.filter((result) => typeof result === 'string'),
    refused: sent.filter((result) => typeof result !== 'string'),
  }
}

/** Sends one file; answers what the host says of it. Errors: the host's. */
async function send(address: '/upload' | '/model', file: File): Promise<unknown> {
  const response = await fetch(`${address}?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  const refused = refusedSchema.safeParse(body)
  if (refused.success) throw fromWireError(refused.data.error)
  throw new TintypeError('output-unwritable', `${file.name} could not be uploaded (${response.status}).`)
}
