import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useHost } from '../../lib/host-context.tsx'
import { draftsQuery } from '../../lib/queries/versions.ts'
import { draftsSettled } from './keeping.ts'
import type { OpenableDraft } from './past-weights.ts'
import { useOpenableDrafts } from './use-development.ts'

/**
 * The drafts of a photo; `undefined` until they are as this window left them when the photo was opened
 * before, which takes a moment longer than leaving it.
 * @param opening names what is opened; what is in hand begins anew with another name
 */
export function useFreshDrafts(
  photo: number,
  opening: string | undefined,
): { drafts: readonly OpenableDraft[] | undefined; error: Error | null } {
  const { client } = useHost()
  const cache = useQueryClient()
  const [opened, setOpened] = useState<string>()
  const [failure, setFailure] = useState<Error | null>(null)
  useEffect(() => {
    if (opening === undefined) return
    let wanted = true
    const look = async () => {
      await draftsSettled()
      await cache.fetchQuery({ ...draftsQuery(client, photo), staleTime: 0 })
    }
    look().then(
      () => wanted && setOpened(opening),
      (thrown) => wanted && setFailure(thrown),
    )
    return () => {
      wanted = false
    }
  }, [cache, client, photo, opening])
  const isOpened = opening !== undefined && opened === opening
  const { data, error } = useQuery({ ...draftsQuery(client, photo), enabled: isOpened })
  const drafts = useOpenableDrafts(data)
  return { drafts: isOpened && data ? drafts : undefined, error: failure ?? error }
}
