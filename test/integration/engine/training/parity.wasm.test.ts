import { openWasm } from '../../../../src/main/engine/backends/wasm.ts'
import { trainingParitySuite } from '../../../fixtures/engine/training-parity-suite.ts'

trainingParitySuite(openWasm)
