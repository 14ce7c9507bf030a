import { gradientSuite } from '../../../fixtures/engine/gradient-suite.ts'
import { onTensorFlow } from '../../../fixtures/engine/native.ts'

onTensorFlow('the gradient suite', gradientSuite)
