/** A photo's metadata is read and written in a few ms; a file whose metadata takes longer is left. */
const deadline = 30_000
/** Nothing of the user's own configuration, which is Perl, is run; absolute paths come by standard input alone. */
const startArguments = ['-config', '', '-charset', 'filename=utf8', '-stay_open', 'True', '-@', '-']

interface Answer {
  output: string
  warnings: string[]
}

export interface ExifTool {
  version: string
  /** @throws what ExifTool refuses */
  run: (args: string[]) => Promise<Answer>
}

let opened: Promise<ExifTool | undefined> | undefined

/** The one ExifTool of this process, started when first needed; it ends with this process. Undefined where there is no Perl. */
export function exifTool(): Promise<ExifTool | undefined> {
  opened ??= open()
  return opened
}

async function open(): Promise<ExifTool | undefined> {
  const library = await import('exiftool-vendored')
  class Command extends library.ExifToolTask<Answer> {
    protected override parse(output: string, error?: Error): Answer {
      if (error) throw error
      return { output, warnings: this.warnings }
    }
  }
  const tool = new library.ExifTool({
    maxProcs: 1,
    exiftoolArgs: startArguments,
    taskTimeoutMillis: deadline,
  })
  const version = await tool.version().catch(() => undefined)
  if (version === undefined) {
    await tool.end(false).catch(() => {})
    return undefined
  }
  return { version, run: (args) => tool.enqueueTask(() => new Command(args, { ignoreMinorErrors: true })) }
}
