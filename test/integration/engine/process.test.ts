import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineContract } from '../../../src/shared/contract/engine.ts'
import { type Connection, connect } from '../../../src/shared/rpc/channel.ts'
import { bootstrap } from '../../fixtures/engine/places.ts'

const entry = join(import.meta.dirname, '../../../src/main/engine/main.ts')

function start(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return fork(entry, args, { serialization: 'advanced', env: { ...process.env, ...env }, stdio: 'ignore' })
}

const grey = { data: new Float32Array(64 * 48).fill(50), width: 64, height: 48 }

describe('the engine process on WebAssembly', () => {
  let child: ChildProcess
  let connection: Connection<typeof engineContract>
  beforeAll(async () => {
    child = start(['--engine', 'wasm'])
    const [message] = await once(child, 'message')
    expect(message).toEqual({ ready: true })
    const listen = (listener: (message: unknown) => void) => child.on('message', listener)
    connection = connect(engineContract, { post: (message) => child.send(message as object), listen }, 30_000)
  })
  afterAll(() => child.kill())

  it('describes itself', async () => {
    expect(await connection.client.describe({})).toMatchObject({ engine: 'wasm', gpu: false })
  })

  it('predicts, and takes hints for what it predicted', async () => {
    const { client } = connection
    await client.load({ model: bootstrap })
    const { ab, key, ms } = await client.predict({ l: grey, model: bootstrap })
    expect([ab.width, ab.height]).toEqual([32, 24])
    expect(ms).toBeGreaterThan(0)
    const hinted = await client.rehint({ key, hints: [{ x: 0.5, y: 0.5, a: 50, b: 50 }] })
    expect(hinted.ab.data).not.toEqual(ab.data)
    expect((await client.rehint({ key, hints: [] })).ab).toEqual(ab)
  })

  it('answers calls that arrive at once', async () => {
    const calls = Array.from({ length: 3 }, () => connection.client.predict({ l: grey, model: bootstrap }))
    const [first, ...others] = await Promise.all(calls)
    for (const { ab } of others) expect(ab).toEqual(first.ab)
  })

  it('measures', async () => {
    const { runs } = await connection.client.measure({ model: bootstrap, size: 128, seconds: 0.1 })
    expect(runs).toBeGreaterThanOrEqual(1)
  })

  it('answers with typed errors', async () => {
    const { client } = connection
    const nowhere = { id: 'nowhere', folder: '/nowhere' }
    await expect(client.load({ model: nowhere })).rejects.toMatchObject({ kind: 'model-missing' })
    await expect(client.rehint({ key: 'unknown', hints: [] })).rejects.toMatchObject({
      kind: 'features-gone',
    })
    const short = { ...grey, width: 65 }
    await expect(client.predict({ l: short, model: bootstrap })).rejects.toMatchObject({
      kind: 'bad-request',
    })
  })

  it('ends when its parent lets go', async () => {
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})

describe('an engine process that cannot start', () => {
  const ownPackage = isInstalled('@tensorflow/tfjs-node-gpu')
  it.skipIf(ownPackage)('says why, and what to do', async () => {
    const child = start(['--engine', 'tensorflow'], { TINTYPE_ENGINE_HOME: '/nowhere' })
    const [[message], [code]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
    expect(message).toMatchObject({
      failed: { kind: 'engine-missing', message: expect.stringContaining('npm run engine:tensorflow') },
    })
    expect(code).toBe(1)
  })

  it('refuses an engine that does not exist', async () => {
    const child = start(['--engine', 'abacus'])
    const [message] = await once(child, 'message')
    expect(message).toMatchObject({ failed: { message: expect.stringContaining('tensorflow') } })
  })
})

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}
