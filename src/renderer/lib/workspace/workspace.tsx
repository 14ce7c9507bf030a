import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type PhotoQuery, photoQuerySchema } from '../../../shared/contract/library.ts'
import { nothingSelected, type Selection, selectOnly } from './selection.ts'

export const rooms = ['library', 'develop', 'batch', 'train', 'settings'] as const
export type Room = (typeof rooms)[number]

/** Where the user is and what is chosen; all that the rooms share. */
export interface Workspace {
  room: Room
  go: (room: Room) => void
  query: PhotoQuery
  /** Looks at other photos; the selection goes. */
  look: (change: Partial<PhotoQuery>) => void
  selection: Selection
  select: (next: Selection | ((current: Selection) => Selection)) => void
  /** Photo that Develop shows. */
  opened: number | undefined
  /** Opens a photo in Develop. */
  open: (photo: number) => void
  /** Photos that the export dialog is about; `undefined` while it is closed. */
  exporting: readonly number[] | undefined
  exportPhotos: (photos: readonly number[] | undefined) => void
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined)

export const everything: PhotoQuery = photoQuerySchema.parse({})

export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const [room, go] = useState<Room>('library')
  const [query, setQuery] = useState(everything)
  const [selection, select] = useState<Selection>(nothingSelected)
  const [opened, setOpened] = useState<number>()
  const [exporting, exportPhotos] = useState<readonly number[]>()
  const workspace = useMemo<Workspace>(
    () => ({
      room,
      go,
      query,
      look: (change) => {
        setQuery((current) => ({ ...current, ...change }))
        select(nothingSelected)
      },
      selection,
      select,
      opened,
      open: (photo) => {
        setOpened(photo)
        // Copying settings to a selection needs the selection to outlive the walk along the filmstrip.
        select((current) => (current.ids.size > 1 ? { ...current, focus: photo } : selectOnly(photo)))
        go('develop')
      },
      exporting,
      exportPhotos,
    }),
    [room, query, selection, opened, exporting],
  )
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('WorkspaceProvider is missing above this component.')
  return workspace
}
