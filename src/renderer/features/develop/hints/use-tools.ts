import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { hintSchema } from '../../../../shared/contract/engine.ts'
import { createStore, useStore } from '../../../lib/store.ts'

/** `point`: a click gives a spot a colour, dragging moves the photo; the others draw. */
export const tools = ['point', 'colour', 'keep', 'eraser'] as const
export type Tool = (typeof tools)[number]

function givesColour(tool: Tool): boolean {
  return tool === 'point' || tool === 'colour'
}

/** Radius of a brush, as a fraction of the photo's short side: what a spot has, and the smallest and largest. */
export const usualRadius = hintSchema.shape.radius.parse(undefined)
export const smallestRadius = 0.005
export const largestRadius = 0.2
const step = 1.25

const toolStore = createStore<Tool>('point')
const radiusStore = createStore(usualRadius)
const colourStore = createStore<GivenColour | undefined>(undefined)

export interface Tools {
  tool: Tool
  /** A tool that gives no colour lets go of the one in hand. */
  choose: (tool: Tool) => void
  /** The colour that was taken in hand. */
  colour: GivenColour | undefined
  /** Takes a colour in hand, with a tool that gives it, or lets go of it. */
  hold: (colour: GivenColour | undefined) => void
  radius: number
  setRadius: (radius: number) => void
  larger: () => void
  smaller: () => void
}

function choose(tool: Tool): void {
  if (!givesColour(tool)) colourStore.set(undefined)
  toolStore.set(tool)
}

function hold(colour: GivenColour | undefined): void {
  if (colour && !givesColour(toolStore.get())) toolStore.set('point')
  colourStore.set(colour)
}

/** The tool and the colour in hand, which the next photo is worked on with, too. */
export function useTools(): Tools {
  const [tool] = useStore(toolStore)
  const [radius, set] = useStore(radiusStore)
  const [colour] = useStore(colourStore)
  const setRadius = (wanted: number) => set(Math.min(largestRadius, Math.max(smallestRadius, wanted)))
  return {
    ...{ tool, choose, colour, hold, radius, setRadius },
    larger: () => setRadius(radius * step),
    smaller: () => setRadius(radius / step),
  }
}
