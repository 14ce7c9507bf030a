import {
  Album,
  GraduationCap,
  Heart,
  HeartOff,
  Palette,
  Share,
  SquarePen,
  Tag,
  Trash2,
  Undo2,
  X,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStartFinetune } from '../../lib/actions/use-start-finetune.ts'
import { useFormats } from '../../lib/format.ts'
import { useAlbums, useTags } from '../../lib/queries/use-collections.ts'
import { nothingSelected } from '../../lib/workspace/selection.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { DateButton } from './date-button.tsx'
import { DeleteForGood } from './delete-for-good.tsx'
import styles from './library-room.module.css'
import { ModelChoice } from './model-choice.tsx'
import { PaletteButton } from './palette-button.tsx'
import { usePhotoActions } from './use-photo-actions.ts'

/** Takes the toolbar's place while photos are selected. */
export function SelectionBar() {
  const { t } = useTranslation()
  const { query, selection, select, open, exportPhotos } = useWorkspace()
  const actions = usePhotoActions()
  const finetune = useStartFinetune()
  const formats = useFormats()
  const ids = [...selection.ids]
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('selection.label')}>
      <IconButton label={t('selection.clear')} keys="Esc" icon={X} onClick={() => select(nothingSelected)} />
      <span className={styles.count}>
        {t('status.selected', { count: ids.length, shown: formats.number(ids.length) })}
      </span>
      {query.smart === 'removed' ? (
        <>
          <Button icon={Undo2} onClick={() => actions.restore(ids)}>
            {t('selection.restore')}
          </Button>
          <DeleteForGood ids={ids} />
        </>
      ) : (
        <>
          <Button look="primary" icon={Palette} onClick={() => actions.colour(ids)}>
            {t('selection.colour')}
          </Button>
          <ModelChoice />
          <Button icon={SquarePen} onClick={() => open(selection.focus ?? ids[0])}>
            {t('selection.open')}
          </Button>
          <Button icon={Share} onClick={() => exportPhotos(ids)}>
            {t('selection.export')}
          </Button>
          <AlbumMenu ids={ids} />
          <TagMenu ids={ids} />
          <Button icon={GraduationCap} onClick={() => finetune.photos(ids)}>
            {t('selection.finetune')}
          </Button>
          <span className={styles.spacer} />
          <DateButton ids={ids} />
          <PaletteButton ids={ids} />
          <IconButton
            label={t('selection.favourite')}
            keys="F"
            icon={Heart}
            onClick={() => actions.favourite(ids, true)}
          />
          <IconButton
            label={t('selection.unfavourite')}
            icon={HeartOff}
            onClick={() => actions.favourite(ids, false)}
          />
          <IconButton
            label={t('selection.remove')}
            keys="Del"
            icon={Trash2}
            onClick={() => actions.remove(ids)}
          />
        </>
      )}
    </div>
  )
}

function AlbumMenu({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const { data: albums = [] } = useAlbums()
  const { toAlbum, toNewAlbum } = usePhotoActions()
  const [naming, setNaming] = useState(false)
  return (
    <>
      <Menu trigger={<Button icon={Album}>{t('selection.album')}</Button>}>
        {albums.map((album) => (
          <MenuItem key={album.id} onSelect={() => toAlbum(ids, album)}>
            {album.name}
          </MenuItem>
        ))}
        {albums.length > 0 && <MenuLine />}
        <MenuItem onSelect={() => setNaming(true)}>{t('library.newAlbum')}</MenuItem>
      </Menu>
      {naming && (
        <NameDialog
          title={t('library.newAlbum')}
          label={t('library.albumName')}
          action={t('common.create')}
          longest={200}
          onName={(name) => toNewAlbum(ids, name)}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}

function TagMenu({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const { data: tags = [] } = useTags()
  const { tag } = usePhotoActions()
  const [naming, setNaming] = useState(false)
  return (
    <>
      <Menu trigger={<Button icon={Tag}>{t('selection.tag')}</Button>}>
        {tags.map(({ name }) => (
          <MenuItem key={name} onSelect={() => tag(ids, name)}>
            {name}
          </MenuItem>
        ))}
        {tags.length > 0 && <MenuLine />}
        <MenuItem onSelect={() => setNaming(true)}>{t('selection.newTag')}</MenuItem>
      </Menu>
      {naming && (
        <NameDialog
          title={t('selection.newTag')}
          label={t('selection.tagName')}
          action={t('selection.tag')}
          longest={100}
          onName={(name) => tag(ids, name)}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}
