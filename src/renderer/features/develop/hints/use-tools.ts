import { hintSchema } from '../../../../shared/contract/engine.ts'
import { createStore, useStore } from '../../../lib/store.ts'

/** `point`: a click gives a spot a colour, dragging moves the photo; the others draw. */
export const tools = ['point', 'colour', 'keep', 'eraser'] as const
export type Tool = (typeof tools)[number]

/** Radius of a brush, as a fraction of the photo's short side: what a spot has, and the smallest and largest. */
export const usualRadius = hintSchema.shape.radius.parse(undefined)
export const smallestRadius = 0.005
export const largestRadius = 0.2
const step = 1.25

const toolStore = createStore<Tool>('point')
const radiusStore = createStore(usualRadius)

export interface Tools {
  tool: Tool
  choose: (tool: Tool) => void
  radius: number
  setRadius: (radius: number) => void
  larger: () => void
  smaller: () => void
}

/** The tool in hand, which the next photo is worked on with, too. */
export function useTools(): Tools {
  const [tool, choose] = useStore(toolStore)
  const [radius, set] = useStore(radiusStore)
  const setRadius = (wanted: number) => set(Math.min(largestRadius, Math.max(smallestRadius, wanted)))
  return {
    ...{ tool, choose, radius, setRadius },
    larger: () => setRadius(radius * step),
    smaller: () => setRadius(radius / step),
  }
}
