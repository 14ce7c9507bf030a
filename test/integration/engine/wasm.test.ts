import { expect, it } from 'vitest'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { engineSuite } from '../../fixtures/engine/suite.ts'

engineSuite(openWasm)

it('says what computes', async () => {
  const { info } = await openWasm()
  expect(info).toEqual({ engine: 'wasm', device: 'cpu, WebAssembly SIMD', gpu: false })
})
