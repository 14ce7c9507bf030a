import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { TintypeError } from '../../shared/errors.ts'
import { adviceEn } from '../../shared/text/advice.ts'
import { appRoot, logFolder } from '../core/index.ts'
import { log } from '../log/log.ts'
import { openLog } from '../log/open-log.ts'
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

openLog(logFolder, 'cli', { echo: true })
log.info({ version, node: process.version }, 'The command line starts.')
try {
  await program.parseAsync()
} catch (thrown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  log.error({ err: error }, 'The command failed.')
  say(`tintype: ${error.message}`)
  if (error instanceof TintypeError) say(adviceEn[error.kind])
  process.exitCode =
    error instanceof TintypeError && error.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.failure
}
