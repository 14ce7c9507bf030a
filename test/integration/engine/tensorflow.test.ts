import { expect, it } from 'vitest'
import { onTensorFlow } from '../../fixtures/engine/native.ts'
import { engineSuite } from '../../fixtures/engine/suite.ts'

onTensorFlow('the engine suite', (open) => {
  engineSuite(open)

  it('says what computes', () => {
    const { info } = open()
    expect(info).toMatchObject({ engine: 'tensorflow' })
    expect(info.device).toMatch(/^(cpu|gpu), TensorFlow \d+\.\d+/)
  })
})
