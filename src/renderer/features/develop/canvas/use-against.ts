import { useQuery } from '@tanstack/react-query'
import type { AbMap } from '../../../../shared/contract/pixels.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { coloursQuery } from '../../../lib/queries/use-versions.ts'
import type { KeptVersion } from '../development/past-weights.ts'
import type { Comparison } from './compare.ts'

/** The version that the photo is compared with, and its colours once they are there; `undefined`: the original. */
export function useAgainst(
  versions: readonly KeptVersion[],
  { mode, against }: Comparison,
): { version: KeptVersion; map: AbMap | undefined } | undefined {
  const { client } = useHost()
  const version = mode === 'off' ? undefined : versions.find(({ id }) => id === against)
  const { data: map } = useQuery({
    ...coloursQuery(client, version ?? { id: 0, map: null }),
    enabled: version?.map != null,
  })
  return version && { version, map }
}
