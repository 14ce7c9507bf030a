import { expect, it } from 'vitest'
import { onTensorFlow } from '../../fixtures/engine/native.ts'
import { engineSuite } from '../../fixtures/engine/suite.ts'

onTensorFlow('the engine suite', (open) => {
  engineSuite(open)

  it('says what computes', () => {
    const { facts } = open()
    expect(facts).toMatchObject({ engine: 'tensorflow' })
    expect(facts.device).toMatch(/^(cpu|gpu), TensorFlow \d+\.\d+/)
  })
})
