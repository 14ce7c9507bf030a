import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { tuningSuite } from '../../fixtures/training/tuning-suite.ts'

tuningSuite(openWasm, 0)
