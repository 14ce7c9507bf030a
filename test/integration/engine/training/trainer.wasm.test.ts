import { openWasm } from '../../../../src/main/engine/backends/wasm.ts'
import { trainerSuite } from '../../../fixtures/engine/trainer-suite.ts'

trainerSuite(openWasm, 0)
