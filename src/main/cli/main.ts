import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { TintypeError } from '../../shared/errors.ts'
import { adviceEn } from '../../shared/text/advice.ts'
import { appRoot } from '../core/index.ts'
import { colorizeCommand } from './commands/colorize.ts'
import { doctorCommand } from './commands/doctor.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { finetuneCommand } from './commands/finetune.ts'
import { modelsCommand } from './commands/models.ts'
import { serveCommand } from './commands/serve.ts'
import { trainCommand } from './commands/train.ts'
import { exitCodes, say } from './terminal.ts'

const { version } = JSON.parse(await readFile(join(appRoot, 'package.json'), 'utf8')) as { version: string }

const program = new Command('tintype')
  .description('Brings colour back to family photographs, on this computer and nowhere else.')
  .version(version)
  .showHelpAfterError()
  .addCommand(colorizeCommand())
  .addCommand(evaluateCommand())
  .addCommand(serveCommand())
  .addCommand(finetuneCommand())
  .addCommand(trainCommand())
  .addCommand(modelsCommand())
  .addCommand(doctorCommand())

try {
  await program.parseAsync()
} catch (thrown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  say(`tintype: ${error.message}`)
  if (error instanceof TintypeError) say(adviceEn[error.kind])
  else if (process.env.TINTYPE_DEBUG) say(error.stack ?? '')
  process.exitCode =
    error instanceof TintypeError && error.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.failure
}
