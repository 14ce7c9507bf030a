import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { compileCache } from '../../../src/main/core/files/paths.ts'
import { Pool } from '../../../src/main/transport/pool.ts'
import { Supervisor } from '../../../src/main/transport/supervisor.ts'
import { startWorker, type Worker, type WorkerPlan } from '../../../src/main/transport/worker.ts'
import { testContract } from '../../fixtures/workers/contract.ts'

type Plan = WorkerPlan<typeof testContract>

const plan: Plan = {
  name: 'test',
  contract: testContract,
  entry: fileURLToPath(new URL('../../fixtures/workers/worker.ts', import.meta.url)),
  env: { NODE_COMPILE_CACHE: compileCache },
}

/** The same, without long waits between crashes. */
const restless: Plan = { ...plan, backOff: [0, 20, 40, 80] }

const data = Float32Array.of(0.5, Number.NaN, -3e38)

describe('a worker', () => {
  let worker: Worker<typeof testContract>
  const start = async (changes: Partial<Plan> = {}): Promise<Worker<typeof testContract>> => {
    worker = await startWorker({ ...plan, ...changes })
    return worker
  }
  afterEach(() => worker?.stop())

  it('carries typed arrays bit for bit', async () => {
    const answer = await (await start()).client.echo({ data })
    expect(answer.data).toEqual(data)
    expect(answer.pid).toBe(worker.pid)
  })

  it('refuses arguments out of contract, at its own door', async () => {
    const { client } = await start()
    await expect(client.echo({ data: 'text' } as never)).rejects.toMatchObject({ kind: 'bad-request' })
  })

  it('passes typed errors on with kind, message and details', async () => {
    await expect((await start()).client.fail({})).rejects.toMatchObject({
      kind: 'picture-damaged',
      message: 'It is torn.',
      details: { where: 'left' },
    })
  })

  it('is not believed when it answers out of contract', async () => {
    await expect((await start()).client.lie({})).rejects.toMatchObject({ kind: 'internal' })
  })

  it('that crashes fails the call in progress with the reason', async () => {
    const { client, exited } = await start()
    await expect(client.crash({})).rejects.toMatchObject({
      kind: 'worker-crashed',
      message: expect.stringContaining('SIGABRT'),
    })
    expect((await exited).kind).toBe('crashed')
    expect(worker.alive()).toBe(false)
  })

  it('that the system kills counts as out of memory', async () => {
    await expect((await start()).client.kill({})).rejects.toMatchObject({ kind: 'out-of-memory' })
  })

  it('that no longer answers is ended', async () => {
    const { client, exited } = await start({ heartbeat: { every: 50, timeout: 400 } })
    await expect(client.spin({ ms: 20_000 })).rejects.toMatchObject({ kind: 'worker-hung' })
    expect((await exited).kind).toBe('hung')
  })

  it('that is busy for less than the timeout stays', async () => {
    const { client } = await start({ heartbeat: { every: 50, timeout: 3000 } })
    await expect(client.spin({ ms: 600 })).resolves.toEqual({})
    expect(worker.alive()).toBe(true)
  })

  it('that says it is stuck is ended, though it still answers', async () => {
    const { client, exited } = await start()
    await expect(client.stuck({})).rejects.toMatchObject({ kind: 'worker-hung' })
    expect((await exited).kind).toBe('hung')
  })

  it('that takes too long for a call is ended with it', async () => {
    const { client, exited } = await start({ callTimeout: 300 })
    await expect(client.never({})).rejects.toMatchObject({ kind: 'worker-hung' })
    expect((await exited).kind).toBe('hung')
  })

  it('that is stopped fails the call in progress as cancelled', async () => {
    const { client, stop } = await start()
    const call = expect(client.spin({ ms: 20_000 })).rejects.toMatchObject({ kind: 'cancelled' })
    await stop()
    await call
  })

  it('does not see variables that change what Node loads', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-warnings')
    vi.stubEnv('NODE_COMPILE_CACHE', '/tmp/of-somebody-else')
    vi.stubEnv('LD_AUDIT', '')
    vi.stubEnv('TINTYPE_TEST', 'kept')
    const { names } = await (await start({ env: {} })).client.environment({})
    expect(names).toContain('TINTYPE_TEST')
    expect(names).not.toContain('NODE_OPTIONS')
    expect(names).not.toContain('NODE_COMPILE_CACHE')
    expect(names).not.toContain('LD_AUDIT')
    vi.unstubAllEnvs()
  })
})

describe('a worker that cannot start', () => {
  it('tells its own reason', async () => {
    await expect(startWorker({ ...plan, args: ['cannot'] })).rejects.toMatchObject({
      kind: 'engine-missing',
      message: 'There is no such engine here.',
    })
  })

  it('leaves its last words when it just ends', async () => {
    await expect(startWorker({ ...plan, args: ['exits'] })).rejects.toMatchObject({
      kind: 'worker-start',
      message: expect.stringContaining('exit code 3: a library is missing'),
    })
  })

  it('is given up when it stays mute', async () => {
    await expect(startWorker({ ...plan, args: ['mute'], startTimeout: 500 })).rejects.toMatchObject({
      kind: 'worker-start',
    })
  })
})

describe('a supervisor', () => {
  let supervisor: Supervisor<typeof testContract>
  afterEach(() => supervisor.close())

  it('starts a fresh process after a crash', async () => {
    supervisor = new Supervisor(plan)
    const first = await supervisor.use((client) => client.echo({ data }))
    await expect(supervisor.use((client) => client.crash({}))).rejects.toMatchObject({
      kind: 'worker-crashed',
    })
    const second = await supervisor.use((client) => client.echo({ data }))
    expect(second.pid).not.toBe(first.pid)
  })

  it('gives a worker up that crashes again and again, for a minute', async () => {
    supervisor = new Supervisor(restless)
    const crash = () => supervisor.use((client) => client.crash({}))
    for (let time = 1; time <= 4; time += 1)
      await expect(crash()).rejects.toMatchObject({ kind: 'worker-crashed' })
    const use = () => supervisor.use((client) => client.echo({ data }))
    await expect(use()).rejects.toMatchObject({ kind: 'worker-start' })
    await expect(use()).rejects.toMatchObject({ kind: 'worker-start' })
    const now = performance.now()
    vi.spyOn(performance, 'now').mockImplementation(() => now + 61_000)
    onTestFinished(() => void vi.restoreAllMocks())
    await expect(use()).resolves.toBeDefined()
  })

  it('that can try its worker lets no task pay for the crashes of others', async () => {
    supervisor = new Supervisor({ ...plan, probe: (client) => client.echo({ data }) })
    for (let time = 1; time <= 6; time += 1) {
      await expect(supervisor.use((client) => client.crash({}))).rejects.toMatchObject({
        kind: 'worker-crashed',
      })
    }
    await expect(supervisor.use((client) => client.echo({ data }))).resolves.toBeDefined()
  })

  it('blames the worker, not the task, where a fresh one cannot do what every one can', async () => {
    supervisor = new Supervisor({ ...restless, probe: (client) => client.crash({}) })
    await expect(supervisor.use((client) => client.crash({}))).rejects.toMatchObject({
      kind: 'worker-crashed',
    })
    const innocent = () => supervisor.use((client) => client.echo({ data }))
    for (let time = 1; time <= 4; time += 1) {
      await expect(innocent()).rejects.toMatchObject({ kind: 'worker-start' })
    }
    await expect(innocent()).rejects.toThrow('not started for a minute')
  })

  it('counts a probe that fails without a crash as well', async () => {
    supervisor = new Supervisor({ ...restless, probe: (client) => client.fail({}) })
    await expect(supervisor.use((client) => client.crash({}))).rejects.toMatchObject({
      kind: 'worker-crashed',
    })
    const innocent = () => supervisor.use((client) => client.echo({ data }))
    await expect(innocent()).rejects.toThrow('a fresh one does not work: It is torn.')
    expect(await supervisor.pid()).toBeUndefined()
    for (let time = 1; time <= 2; time += 1) await expect(innocent()).rejects.toThrow('does not work')
    await expect(innocent()).rejects.toThrow('not started for a minute')
  })

  it('ends an idle process and starts another when needed', async () => {
    supervisor = new Supervisor(plan, 100)
    const first = await supervisor.use((client) => client.echo({ data }))
    await vi.waitFor(() => expect(() => process.kill(first.pid, 0)).toThrow(), { timeout: 5000 })
    const second = await supervisor.use((client) => client.echo({ data }))
    expect(second.pid).not.toBe(first.pid)
  })

  it('can be used again after stop, not after close', async () => {
    supervisor = new Supervisor(plan)
    await supervisor.use((client) => client.echo({ data }))
    await supervisor.stop()
    await expect(supervisor.use((client) => client.echo({ data }))).resolves.toBeDefined()
    await supervisor.close()
    await expect(supervisor.use((client) => client.echo({ data }))).rejects.toMatchObject({
      kind: 'cancelled',
    })
  })
})

describe('a pool', () => {
  it('gives each task a worker of its own and keeps the others waiting', async () => {
    const pool = new Pool(plan, 2)
    try {
      let inWork = 0
      let most = 0
      const pids = await Promise.all(
        Array.from({ length: 6 }, () =>
          pool.use(async (client) => {
            most = Math.max(most, ++inWork)
            await client.spin({ ms: 300 })
            const { pid } = await client.echo({ data })
            inWork -= 1
            return pid
          }),
        ),
      )
      expect(most).toBe(2)
      expect(new Set(pids).size).toBe(2)
      expect(new Set(await pool.pids())).toEqual(new Set(pids))
    } finally {
      await pool.close()
    }
  })
})
