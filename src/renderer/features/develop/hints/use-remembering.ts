import { useEffect, useRef } from 'react'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { mostRecentColours } from '../../../../shared/contract/library.ts'
import { isSameGiven } from '../../../lib/colours/given-colour.ts'
import { useChangeSettings, useSettings } from '../../../lib/queries/use-settings.ts'

/**
 * Keeps the colour that a hint is left with among the recent ones, if it is another than at first: in the end, not with
 * every step on the way to it.
 * @returns has nothing kept
 */
export function useRemembering(colour: GivenColour | undefined): () => void {
  const { recentColours } = useSettings()
  const change = useChangeSettings()
  const first = useRef(colour)
  const isForgotten = useRef(false)
  const remember = useRef(() => {})
  useEffect(() => {
    remember.current = () => {
      if (!colour || isForgotten.current || isSameGiven(colour, first.current)) return
      const { a, b, name } = colour
      const others = recentColours.filter((one) => !isSameGiven(one, colour))
      const recent = [name === undefined ? { a, b } : { a, b, name }, ...others]
      change({ recentColours: recent.slice(0, mostRecentColours) })
    }
  })
  useEffect(() => () => remember.current(), [])
  return () => {
    isForgotten.current = true
  }
}
