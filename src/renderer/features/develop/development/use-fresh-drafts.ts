import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useHost } from '../../../lib/host/host-context.tsx'
import { draftsQuery, versionsQuery } from '../../../lib/queries/use-versions.ts'
import { draftsSettled } from './draft-keeper.ts'
import type { OpenableDraft } from './past-weights.ts'
import { useOpenableDrafts } from './use-development.ts'

/**
 * The drafts of a photo; `undefined` until these and its versions are as they are now: leaving a photo takes a
 * moment longer than opening it again.
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
      await Promise.all([
        cache.fetchQuery({ ...draftsQuery(client, photo), staleTime: 0 }),
        // What is shown may have changed a moment ago; later it is no reason to begin anew.
        cache.fetchQuery({ ...versionsQuery(client, photo), staleTime: 0 }),
      ])
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
