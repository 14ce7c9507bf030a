import { openWasm } from '../../../../src/main/engine/backends/wasm.ts'
import { gradientSuite } from '../../../fixtures/engine/gradient-suite.ts'

gradientSuite(openWasm)
