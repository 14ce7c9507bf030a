import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { trainingParitySuite } from '../../fixtures/training/parity-suite.ts'

trainingParitySuite(openWasm)
