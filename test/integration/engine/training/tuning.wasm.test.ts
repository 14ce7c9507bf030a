import { openWasm } from '../../../../src/main/engine/backends/wasm.ts'
import { tuningSuite } from '../../../fixtures/engine/tuning-suite.ts'

tuningSuite(openWasm, 0)
