import { useEffect, useRef } from 'react'
import { mostRecentColours } from '../../../../shared/contract/library.ts'
import { useChangeSettings, useSettings } from '../../../lib/queries/use-settings.ts'
import type { GivenColour } from './use-hints.ts'

/** Keeps the colour that a hint was left with among the recent ones. @returns takes note of it, or of none */
export function useRemembering(): (colour: GivenColour | undefined) => void {
  const { recentColours } = useSettings()
  const change = useChangeSettings()
  const given = useRef<GivenColour>(undefined)
  const remember = useRef(() => {})
  useEffect(() => {
    remember.current = () => {
      if (!given.current) return
      const { a, b, name } = given.current
      const others = recentColours.filter((one) => one.a !== a || one.b !== b || one.name !== name)
      const colour = name === undefined ? { a, b } : { a, b, name }
      change({ recentColours: [colour, ...others].slice(0, mostRecentColours) })
    }
  })
  // In the end, not with every step on the way to it.
  useEffect(() => () => remember.current(), [])
  return (colour) => {
    given.current = colour
  }
}
