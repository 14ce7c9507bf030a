import { onTensorFlow } from '../../fixtures/engine/native.ts'
import { trainingParitySuite } from '../../fixtures/training/parity-suite.ts'

onTensorFlow('training against PyTorch', trainingParitySuite)
