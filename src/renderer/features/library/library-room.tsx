import { useTranslation } from 'react-i18next'
import { useActs } from '../../lib/actions/use-acts.ts'
import { usePhotos } from '../../lib/queries/use-photos.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { everything, useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Grid } from './grid/grid.tsx'
import styles from './library-room.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { Sidebar } from './sidebar.tsx'
import { Toolbar } from './toolbar.tsx'
import { Welcome } from './welcome.tsx'

export function LibraryRoom() {
  const { query, selection } = useWorkspace()
  const { undo, redo } = useActs()
  useKeys('mod+z', undo, { preventDefault: true })
  useKeys('mod+shift+z, mod+y', redo, { preventDefault: true })
  const list = usePhotos(query)
  const all = usePhotos(everything)
  if (!all.pending && all.total === 0 && query.smart !== 'removed') return <Welcome />
  return (
    <div className={styles.room}>
      <Sidebar />
      <div className={styles.photos}>
        {selection.ids.size > 0 ? <SelectionBar /> : <Toolbar />}
        {!list.pending && list.total === 0 ? <NoPhotos /> : <Grid list={list} />}
      </div>
    </div>
  )
}

function NoPhotos() {
  const { t } = useTranslation()
  const { look } = useWorkspace()
  return (
    <Empty title={t('library.none')} hint={t('library.noneHint')}>
      <Button
        onClick={() =>
          look({ ...everything, album: undefined, folder: undefined, tag: undefined, search: undefined })
        }
      >
        {t('library.showAll')}
      </Button>
    </Empty>
  )
}
