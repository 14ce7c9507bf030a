import { createStore } from '../../lib/store.ts'

/** Whether the grid shows colours: a habit of the moment, not a setting. */
export const inColourStore = createStore(true)
