import { useEffect, useRef } from 'react'
import { useImport } from '../lib/actions/use-import.ts'
import { useHost } from '../lib/host/host-context.tsx'
import { useWorkspace } from '../lib/workspace/workspace.tsx'
import { useNotify } from '../ui/notices.tsx'

/** Does what the native menu and "open with" ask for. */
export function useShell(): void {
  const host = useHost()
  const { attempt } = useNotify()
  const { add, addFiles, addFolder } = useImport()
  const { go, opened, room, selection, exportPhotos } = useWorkspace()
  const now = useRef({ open: (_: string[]) => {}, command: (_: string) => {} })
  useEffect(() => {
    now.current.open = (paths) => attempt(() => add({ paths, refused: [] }))
    now.current.command = (command) => {
      const shown = room === 'develop' && opened !== undefined ? [opened] : [...selection.ids]
      if (command === 'add-photos') addFiles()
      if (command === 'add-folder') addFolder?.()
      if (command === 'settings') go('settings')
      if (command === 'export' && shown.length > 0) exportPhotos(shown)
    }
  })
  useEffect(() => {
    host.onOpen((paths) => now.current.open(paths))
    host.onCommand((command) => now.current.command(command))
  }, [host])
}
