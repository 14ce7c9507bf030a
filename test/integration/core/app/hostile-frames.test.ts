import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pipeWire } from '../../../../src/main/transport/wire.ts'
import { startWorker, type Worker } from '../../../../src/main/transport/worker.ts'
import { type AppConnection, connectApp } from '../../../../src/shared/contract/app-client.ts'
import {
  type CoreProcessContract,
  coreProcessContract,
} from '../../../../src/shared/contract/core-process.ts'
import { Random } from '../../../../src/shared/random.ts'
import { type ByteChannel, encodeMessage } from '../../../../src/shared/rpc/bytes.ts'
import { canSeeProcesses } from '../../../fixtures/kill/processes.ts'

const entry = fileURLToPath(new URL('../../../../src/main/core/main.ts', import.meta.url))
const frames = 20_000
/** What core has without any frame is a third of it. */
const mostMegabytes = 600

let folder: string
let core: Worker<CoreProcessContract>
let channel: ByteChannel
let app: AppConnection

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-frames-'))
  core = await startWorker({
    name: 'core',
    contract: coreProcessContract,
    entry,
    args: ['--library', join(folder, 'library')],
    env: { TINTYPE_HOME: join(folder, 'home') },
    wire: pipeWire((opened) => {
      channel = opened
    }),
  })
  app = connectApp({ ...channel, watch: (listener) => listener({ up: true }) })
})
afterAll(async () => {
  await core.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The most memory that core ever had. */
async function peakMegabytes(): Promise<number> {
  const status = await readFile(`/proc/${core.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
}

async function expectUnharmed(): Promise<void> {
  const answer = await Promise.race([app.client['settings.get']({}), core.exited])
  expect(answer).toMatchObject({ theme: 'system' })
  if (canSeeProcesses) expect(await peakMegabytes()).toBeLessThan(mostMegabytes)
}

describe('core', () => {
  it.each<[string, number[]]>([
    ['lists', [0xdd, 0x01, 0xc9, 0xc3, 0x80]],
    ['tables', [0xdf, 0x01, 0xc9, 0xc3, 0x80]],
    ['lists in tables', [0x81, 0xa1, 0x61, 0xdd, 0x01, 0xc9, 0xc3, 0x80]],
  ])('outlives a hundred bytes of nested %s that claim 30 million elements each', async (_, header) => {
    channel.send(Uint8Array.from({ length: 100 }, (_, at) => header[at % header.length]!))
    await expectUnharmed()
  })

  it(`outlives ${frames} frames with bytes changed, cut and put in`, { timeout: 300_000 }, async () => {
    const random = new Random(18, 'frames')
    for (let sent = 0; sent < frames; sent++) {
      channel.send(mutated(sound[random.below(sound.length)]!, random))
      // What the pipe holds back would count as memory of this process alone.
      if (sent % 500 === 0) await app.client['settings.get']({})
    }
    await expectUnharmed()
  })
})

const query = { smart: 'all', sort: 'name', descending: false }
/** Calls that change nothing, whatever becomes of their arguments. */
const sound = [
  ['settings.get', {}],
  ['photos.page', { query, limit: 100 }],
  ['photos.ids', { query }],
  ['photos.get', { id: 7 }],
  ['versions.list', { photo: 7 }],
  ['batches.jobs', { batch: 1, states: ['failed'], limit: 100 }],
  ['rehint', { key: 'k', hints: [{ x: 1, y: 2, radius: 3, a: 4.5, b: -6.5 }] }],
  ['predict', { l: { data: new Float32Array(1024), width: 32, height: 32 }, model: 'none' }],
].map(([m, args], i) => encodeMessage({ t: 'q', i: `fuzz-${i}`, m, a: [args] }))

const headers = [0xc1, 0xc4, 0xc6, 0xc7, 0xc9, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0x8f, 0x9f, 0xbf]

function mutated(frame: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const bytes = [...frame]
  for (let change = random.below(4); change >= 0; change--) {
    const at = random.below(bytes.length + 1)
    const kinds = [
      () => bytes.splice(at, 1, random.below(256)),
      () => bytes.splice(at, 1, headers[random.below(headers.length)]!),
      () => bytes.splice(at, 0, headers[random.below(headers.length)]!, 0x01, random.below(256), 0xc3, 0x80),
      () => bytes.splice(at, random.below(8)),
      () => bytes.splice(at, bytes.length),
      () => bytes.splice(at, 0, ...bytes.slice(random.below(bytes.length + 1))),
    ]
    kinds[random.below(kinds.length)]!()
  }
  return Uint8Array.from(bytes)
}
