import { allLooks, everyView } from '../../e2e/support/every-view.ts'
import { someOf } from '../../share.ts'

everyView(someOf(allLooks))
