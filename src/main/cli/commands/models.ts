import { Argument, Command } from 'commander'
import type { ModelFile, Tuned } from '../../../shared/contract/model.ts'
import {
  exportModel,
  findModel,
  type InstalledModel,
  importBackbone,
  importModel,
  listModels,
  removeModel,
  setStrength,
  verifyModels,
} from '../../core/index.ts'
import { numberBetween } from '../options.ts'
import { countOf, exitCodes, print, say } from '../terminal.ts'

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
    .description("install torchvision's ResNet18 (.safetensors) to begin training resnet18-unet from")
    .option('--as <id>', 'its name', 'resnet18-backbone')
    .action(async (file: string, { as }: { as: string }) => saySo(await importBackbone(file, as)))
  command
    .command('export <model> <file>')
    .description('write a model as one file; with a fine-tuned one goes what it stands on')
    .action(async (wanted: string, file: string) => {
      await exportModel(wanted, file)
      say(`Written to ${file}.`)
    })
  command
    .command('strength <model>')
    .addArgument(
      new Argument('<share>', 'from 0, its base, to 1, all that it learnt').argParser(numberBetween(0, 1)),
    )
    .description('say how much of its own a fine-tuned model has')
    .action(async (id: string, share: number) => {
      await setStrength(id, share)
      say(`"${id}" now has strength ${share}.`)
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
      print(columns(file.id, file.network.type, summaryOf(file, shipped)))
    }
  }
  for (const { folder, error } of broken) {
    say(`broken: ${folder}`)
    say(`  ${error.message}`)
  }
}

function summaryOf({ title, revision, tuned }: ModelFile, shipped: boolean): string {
  const parts = [title, revision]
  if (tuned) parts.push(`fine-tuned from ${baseOf(tuned)}`, `strength ${tuned.strength}`)
  if (shipped) parts.push('shipped')
  return parts.join(', ')
}

function baseOf({ base: { title, revision } }: Tuned): string {
  return `${title} ${revision}`
}

function show({ file, folder, shipped }: InstalledModel, json: boolean): void {
  if (json) {
    print(JSON.stringify({ ...file, folder, shipped }))
    return
  }
  const { tuned, ...info } = file
  for (const [name, value] of Object.entries({ ...info, ...(tuned && infoOf(tuned)), folder, shipped })) {
    print(columns(name, typeof value === 'string' ? value : JSON.stringify(value)))
  }
}

function infoOf(tuned: Tuned): Record<string, string> {
  const { learntFrom, heldOut, before, after, drift } = tuned.result
  return {
    'fine-tuned from': baseOf(tuned),
    strength: `${tuned.strength}`,
    created: tuned.created,
    'learnt from': countOf(learntFrom, 'photograph'),
    'colour error': `${after.rmse.toFixed(2)} instead of ${before.rmse.toFixed(2)}, on ${countOf(heldOut, 'photograph')} held out`,
    drift: `${drift.toFixed(2)}, on other photographs`,
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
