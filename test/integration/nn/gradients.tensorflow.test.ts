import { onTensorFlow } from '../../fixtures/engine/native.ts'
import { gradientSuite } from '../../fixtures/nn/gradient-suite.ts'

onTensorFlow('the gradient suite', gradientSuite)
