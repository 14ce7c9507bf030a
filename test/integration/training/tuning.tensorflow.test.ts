import { onTensorFlow } from '../../fixtures/engine/native.ts'
import { tuningSuite } from '../../fixtures/training/tuning-suite.ts'

// Its threads share sums out as they are free: the last digits vary.
onTensorFlow('scopes, rehearsal, checkpoints and export of fine-tuning', (open) => tuningSuite(open, 1e-4))
