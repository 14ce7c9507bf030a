import { useTranslation } from 'react-i18next'
import { fromWireError } from '../../../shared/errors.ts'
import { useNotify } from '../../ui/notices.tsx'
import type { GivenFiles } from '../host/host.ts'
import { useHost } from '../host/host-context.tsx'
import { useLeftOut } from '../use-left-out.ts'
import { useWorkspace } from '../workspace/workspace.tsx'

/** The ways by which photos come into the library. */
export function useImport() {
  const { client, files } = useHost()
  const { attempt, fail, say } = useNotify()
  const { t } = useTranslation()
  const leftOutWords = useLeftOut()
  const { query } = useWorkspace()
  /** Into the album that is looked at, if one is. */
  const add = async ({ paths, refused, leftOut = {} }: GivenFiles) => {
    const [first] = refused
    if (first) fail(fromWireError(first))
    if (refused.length > 1) say(t('notices.moreRefused', { count: refused.length - 1 }))
    const { count, list } = leftOutWords(leftOut)
    if (count > 0) say(t('batch.leftOut', { count, list }))
    if (paths.length === 0) return
    await client['import.start']({ paths, ...(query.album !== undefined && { album: query.album }) })
  }
  const { chooseFolder } = files
  return {
    add,
    addFiles: () => attempt(async () => add(await files.chooseFiles())),
    addFolder: chooseFolder && (() => attempt(async () => add(await chooseFolder()))),
    addSamples: () => attempt(() => client['import.samples']({})),
  }
}
