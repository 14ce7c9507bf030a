import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { trainerSuite } from '../../fixtures/training/trainer-suite.ts'

trainerSuite(openWasm, 0)
