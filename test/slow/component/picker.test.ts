import { developTests } from '../../component/browser/develop-tests.ts'
import { expectBeside, places, windows } from '../../component/browser/picker.ts'
import { someOf } from '../../share.ts'

const inDevelop = developTests()

inDevelop('the picker never lies on its spot, at any size of the window, in any part of the photo', (page) =>
  expectBeside(page, someOf(windows.flatMap((window) => places.map((place) => ({ window, place }))))),
)
