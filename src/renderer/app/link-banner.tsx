import { useQueryClient } from '@tanstack/react-query'
import { Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { WireError } from '../../shared/errors.ts'
import { useHost } from '../lib/host/host-context.tsx'
import styles from './link-banner.module.css'

/** Says that core cannot be reached, for as long as it is so; afterwards everything is asked for anew. */
export function LinkBanner() {
  const { onLink } = useHost()
  const cache = useQueryClient()
  const [lost, setLost] = useState<WireError>()
  useEffect(
    () =>
      onLink((state) => {
        setLost((before) => {
          if (state.up && before) void cache.invalidateQueries()
          return state.up ? undefined : state.reason
        })
      }),
    [onLink, cache],
  )
  if (!lost) return null
  return (
    <p role="alert" className={styles.banner}>
      <Unplug size={16} aria-hidden />
      {lost.message}
    </p>
  )
}
