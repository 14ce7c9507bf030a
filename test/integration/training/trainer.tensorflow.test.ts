import { onTensorFlow } from '../../fixtures/engine/native.ts'
import { trainerSuite } from '../../fixtures/training/trainer-suite.ts'

// Its threads share sums out as they are free: the last digits vary.
onTensorFlow('steps, checkpoints and refusals of training', (open) => trainerSuite(open, 1e-4))
