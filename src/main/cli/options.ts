import { InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { engineChoices, networkSizes } from '../../shared/contract/engine.ts'
import { TintypeError } from '../../shared/errors.ts'
import { schemaIssues } from '../../shared/schema-issues.ts'
import { cores } from '../core/index.ts'

export function numberBetween(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (text.trim() === '' || !(number >= low && number <= high)) {
      throw new InvalidArgumentError(`It must be a number from ${low} to ${high}.`)
    }
    return number
  }
}

export function wholeBetween(low: number, high: number): (text: string) => number {
  const parse = numberBetween(low, high)
  return (text) => {
    const number = parse(text)
    if (!Number.isInteger(number)) throw new InvalidArgumentError('It must be a whole number.')
    return number
  }
}

/** `0,1,5` */
export function wholeNumbers(low: number, high: number): (text: string) => number[] {
  const parse = wholeBetween(low, high)
  return (text) => text.split(',').map(parse)
}

export const engineOption = (): Option =>
  new Option('--engine <engine>', 'what computes; auto takes the fastest that works here')
    .choices(engineChoices)
    .default('auto')

export const jobsOption = (): Option =>
  new Option('--jobs <n>', 'photographs in work at the same time')
    .argParser(wholeBetween(1, 64))
    .default(Math.min(cores, 4))

export const sizeOption = (): Option =>
  new Option('--size <px>', 'short side of what the network sees; larger is finer and slower')
    .choices(networkSizes.map(String))
    .default('256')

/** Options that depend on each other are checked here. @throws `bad-request`. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    throw new TintypeError('bad-request', schemaIssues(parsed.error))
  }
  return parsed.data
}
