import { expect, test } from 'vitest'
import { Latest } from '../../../../../../src/renderer/features/develop/development/latest-wins.ts'

/** Work that ends when it is told to. */
function manual() {
  const started: { input: number; end: (result: number) => void; fail: (error: unknown) => void }[] = []
  const settled: unknown[] = []
  const latest = new Latest<number, number>(
    (input) => new Promise((end, fail) => started.push({ input, end, fail })),
    (outcome, more) => settled.push({ ...outcome, more }),
  )
  return { started, settled, latest }
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('one at a time, and of those that wait only the newest', async () => {
  const { started, settled, latest } = manual()
  for (const input of [1, 2, 3]) latest.ask(input)
  expect(started.map(({ input }) => input)).toEqual([1])
  started[0].end(10)
  await turn()
  expect(started.map(({ input }) => input)).toEqual([1, 3])
  started[1].end(30)
  await turn()
  expect(settled).toEqual([
    { result: 10, more: true },
    { result: 30, more: false },
  ])
})

test('a failure does not stop what follows', async () => {
  const { started, settled, latest } = manual()
  latest.ask(1)
  started[0].fail('broken')
  await turn()
  latest.ask(2)
  started[1].end(20)
  await turn()
  expect(settled).toEqual([
    { error: 'broken', more: false },
    { result: 20, more: false },
  ])
})

test('what waits can be dropped', async () => {
  const { started, latest } = manual()
  latest.ask(1)
  latest.ask(2)
  latest.drop()
  started[0].end(10)
  await turn()
  expect(started).toHaveLength(1)
})
