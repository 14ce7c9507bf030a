import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { gradientSuite } from '../../fixtures/nn/gradient-suite.ts'

gradientSuite(openWasm)
