import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appContract } from '../../../../src/shared/contract/app.ts'
import { toWireError } from '../../../../src/shared/errors.ts'
import { answer } from '../../../../src/shared/rpc/answer.ts'
import type { Handlers } from '../../../../src/shared/rpc/contract.ts'
import { schemaIssues } from '../../../../src/shared/schema-issues.ts'

const untouched = {} as Handlers<typeof appContract>

async function refusal(name: keyof typeof appContract, args: unknown): Promise<string> {
  const envelope = await answer(appContract, untouched, name, args)
  if (!('error' in envelope)) throw new Error('It was not refused.')
  expect(envelope.error.kind).toBe('bad-request')
  return envelope.error.message
}

const long = 'x'.repeat(2_000_000)

describe('a refusal at the door is short, whatever was sent', () => {
  it.each<[string, keyof typeof appContract, unknown]>([
    ['190,000 bad ids', 'photos.remove', { ids: Array(190_000).fill(-1), removed: true }],
    ['190,000 ids that are texts', 'photos.favourite', { ids: Array(190_000).fill(long), favourite: true }],
    ['a name of 2 million letters', 'albums.create', { name: long }],
    ['no arguments at all', 'photos.page', long],
    ['a setting of 2 million letters', 'settings.set', { theme: long }],
    ['100,000 paths that are none', 'import.start', { paths: Array(100_000).fill(0) }],
  ])('%s', async (_, name, args) => {
    const message = await refusal(name, args)
    expect(message).toContain(name)
    expect(message.length).toBeLessThan(2000)
  })

  it('says where the mistake is, and how many more there are', async () => {
    const message = await refusal('photos.remove', { ids: [1, ...Array(189_999).fill(-1)], removed: true })
    expect(message).toContain('ids.1: ')
    expect(message).toContain('And 189994 more.')
  })
})

describe('schema errors that nobody put into words', () => {
  it('cross as a short message, too', () => {
    const { error } = z.array(z.int()).safeParse(Array(190_000).fill('no number'))
    expect(toWireError(error).message.length).toBeLessThan(2000)
    expect(toWireError(new Error(long)).message.length).toBeLessThanOrEqual(4000)
  })

  it('are cut between characters, also where keys are long', () => {
    const { error } = z.strictObject({}).safeParse({ ['🖼'.repeat(5000)]: 1 })
    const message = schemaIssues(error!)
    expect(message.length).toBeLessThanOrEqual(300)
    expect(message.isWellFormed()).toBe(true)
  })
})
