import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '../../../lib/host/host.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { useNotify } from '../../../ui/notices.tsx'
import { isOwn } from './draft-keeper.ts'
import type { KeptVersion, OpenableDraft } from './past-weights.ts'

const ownOf = new WeakMap<Host, Set<number>>()

/** Versions that this window kept, deleted or brought back: no news to it. */
export function ownVersions(host: Host): Set<number> {
  const own = ownOf.get(host) ?? new Set()
  ownOf.set(host, own)
  return own
}

/**
 * Tells what another window does to the photo in hand.
 * @returns whether it is being developed there, too
 */
export function useElsewhere(versions: readonly KeptVersion[], drafts: readonly OpenableDraft[]): boolean {
  const { t } = useTranslation()
  const { say } = useNotify()
  const host = useHost()
  const [shared, setShared] = useState(false)
  const revisions = useRef(new Map(drafts.map(({ draft }) => [draft.id, draft.revision])))
  const names = useRef(new Map(versions.map(({ id, name }) => [id, name])))

  useEffect(() => {
    const before = names.current
    const own = ownVersions(host)
    names.current = new Map(versions.map(({ id, name }) => [id, name]))
    for (const { id, name } of versions) {
      if (!before.has(id) && !own.has(id)) say(t('develop.elsewhere.added', { name }))
    }
    for (const [id, name] of before) {
      if (!names.current.has(id) && !own.has(id)) say(t('develop.elsewhere.deleted', { name }))
    }
  }, [versions, host, say, t])

  useEffect(() => {
    const isForeign = ({ draft }: OpenableDraft) =>
      !isOwn(draft) && revisions.current.get(draft.id) !== draft.revision
    if (shared || !drafts.some(isForeign)) return
    setShared(true)
    say(t('develop.elsewhere.drafting'))
  }, [drafts, shared, say, t])
  return shared
}
