import { Command } from 'commander'
import {
  exportModel,
  findModel,
  type InstalledModel,
  importBackbone,
  importModel,
  listModels,
  removeModel,
  verifyModels,
} from '../../core/index.ts'
import { exitCodes, print, say } from '../terminal.ts'

export function modelsCommand(): Command {
  const command = new Command('models').description('Look after the models that colour photographs.')
  command
    .command('list')
    .description('the models installed')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => list(json ?? false))
  command
    .command('show <model>')
    .description('what a model says of itself, by id or folder')
    .option('--json', 'as JSON')
    .action(async (wanted: string, { json }: { json?: boolean }) =>
      show(await findModel(wanted), json ?? false),
    )
  command
    .command('verify [model]')
    .description('read all weights and hold them against their checksums; all models unless one is named')
    .action(verify)
  command
    .command('import <source>')
    .description('install a model: its folder, or the file that export writes')
    .option('--as <id>', 'under another name')
    .action(async (source: string, { as }: { as?: string }) =>
      saySo(await importModel(source, as === undefined ? {} : { id: as })),
    )
  command
    .command('import-backbone <file>')
    .description("install torchvision's ResNet18 (.pth or .safetensors) to begin training resnet18-unet from")
    .option('--as <id>', 'its name', 'resnet18-backbone')
    .action(async (file: string, { as }: { as: string }) => saySo(await importBackbone(file, as)))
  command
    .command('export <model> <file>')
    .description('write a model as one file')
    .action(async (wanted: string, file: string) => {
      await exportModel(wanted, file)
      say(`Written to ${file}.`)
    })
  command
    .command('remove <model>')
    .description('delete an installed model')
    .action(async (id: string) => {
      await removeModel(id)
      say(`Removed "${id}".`)
    })
  return command
}

async function list(json: boolean): Promise<void> {
  const { models, broken } = await listModels()
  if (json) print(JSON.stringify({ models, broken }))
  else {
    for (const { file, shipped } of models) {
      print(
        columns(file.id, file.network.type, `${file.title}, ${file.revision}${shipped ? ', shipped' : ''}`),
      )
    }
  }
  for (const { folder, error } of broken) {
    say(`broken: ${folder}`)
    say(`  ${error.message}`)
  }
}

function show({ file, folder, shipped }: InstalledModel, json: boolean): void {
  const facts = { ...file, folder, shipped }
  if (json) {
    print(JSON.stringify(facts))
    return
  }
  for (const [name, value] of Object.entries(facts)) {
    print(columns(name, typeof value === 'string' ? value : JSON.stringify(value)))
  }
}

async function verify(wanted: string | undefined): Promise<void> {
  for (const { id, error } of await verifyModels(wanted)) {
    print(error ? columns(id, 'BROKEN', error.message) : columns(id, 'right'))
    if (error) process.exitCode = exitCodes.failure
  }
}

function saySo({ file, folder }: InstalledModel): void {
  say(`Installed "${file.id}" (${file.title}) in ${folder}.`)
}

function columns(...cells: string[]): string {
  return cells
    .map((cell) => cell.padEnd(24))
    .join('  ')
    .trimEnd()
}
