import {
  CircleAlert,
  EllipsisVertical,
  FileQuestion,
  Folder,
  Heart,
  Image,
  Images,
  Library,
  type LucideIcon,
  Palette,
  Plus,
  Tag,
  Trash2,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PhotoQuery, smartFilters } from '../../../shared/contract/library.ts'
import { useActs } from '../../lib/actions/use-acts.ts'
import { useStartFinetune } from '../../lib/actions/use-start-finetune.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { useAlbums, useFolders, useTags } from '../../lib/queries/use-collections.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuCheck, MenuItem } from '../../ui/menu.tsx'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import styles from './sidebar.module.css'
import { useDeleteAlbum } from './use-delete-album.ts'

const filterIcons: Record<PhotoQuery['smart'], LucideIcon> = {
  all: Images,
  uncoloured: Image,
  coloured: Palette,
  failed: CircleAlert,
  favourites: Heart,
  missing: FileQuestion,
  removed: Trash2,
}

type Place = Pick<PhotoQuery, 'smart' | 'album' | 'folder' | 'tag'>
const nowhere = { smart: 'all', album: undefined, folder: undefined, tag: undefined } as const

export function Sidebar() {
  const { t } = useTranslation()
  return (
    <nav className={styles.sidebar} aria-label={t('library.places')}>
      <Panel title={t('library.filters.title')}>
        <ul>
          {smartFilters.map((smart) => (
            <PlaceItem key={smart} icon={filterIcons[smart]} place={{ ...nowhere, smart }}>
              {t(`library.filters.${smart}`)}
            </PlaceItem>
          ))}
        </ul>
      </Panel>
      <Albums />
      <Folders />
      <Tags />
    </nav>
  )
}

interface PlaceItemProps {
  icon: LucideIcon
  place: Place
  count?: number
  menu?: ReactNode
  title?: string
  children: ReactNode
}

function PlaceItem({ icon: Icon, place, count, menu, title, children }: PlaceItemProps) {
  const { query, look } = useWorkspace()
  const here =
    query.smart === place.smart &&
    query.album === place.album &&
    query.folder === place.folder &&
    query.tag === place.tag
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.place}
        title={title}
        aria-current={here ? 'page' : undefined}
        onClick={() => look(place)}
      >
        <Icon size={15} aria-hidden />
        <span className={styles.name}>{children}</span>
        {count !== undefined && <span className={styles.count}>{count}</span>}
      </button>
      {menu}
    </li>
  )
}

function Nothing({ text }: { text: string }) {
  return <p className={styles.nothing}>{text}</p>
}

function Albums() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { act } = useActs()
  const { data: albums = [] } = useAlbums()
  const deleteAlbum = useDeleteAlbum()
  const finetune = useStartFinetune()
  const [naming, setNaming] = useState<'new' | { id: number; name: string }>()
  const name = (chosen: string) =>
    act(() =>
      naming === 'new' || naming === undefined
        ? client['albums.create']({ name: chosen })
        : client['albums.rename']({ id: naming.id, name: chosen }),
    )
  return (
    <Panel
      title={t('library.albums')}
      tools={<IconButton label={t('library.newAlbum')} icon={Plus} onClick={() => setNaming('new')} />}
    >
      {albums.length === 0 && <Nothing text={t('library.noAlbums')} />}
      <ul>
        {albums.map((album) => (
          <PlaceItem
            key={album.id}
            icon={Library}
            place={{ ...nowhere, album: album.id }}
            count={album.photos}
            menu={
              <Menu
                trigger={
                  <IconButton label={t('library.albumMenu', { name: album.name })} icon={EllipsisVertical} />
                }
              >
                <MenuItem onSelect={() => setNaming(album)}>{t('common.rename')}</MenuItem>
                {album.photos > 0 && (
                  <MenuItem onSelect={() => finetune.album(album)}>{t('selection.finetune')}</MenuItem>
                )}
                <MenuItem onSelect={() => deleteAlbum(album)}>{t('common.delete')}</MenuItem>
              </Menu>
            }
          >
            {album.name}
          </PlaceItem>
        ))}
      </ul>
      {naming && (
        <NameDialog
          title={naming === 'new' ? t('library.newAlbum') : t('common.rename')}
          label={t('library.albumName')}
          action={naming === 'new' ? t('common.create') : t('common.rename')}
          initial={naming === 'new' ? '' : naming.name}
          longest={200}
          onName={name}
          onClose={() => setNaming(undefined)}
        />
      )}
    </Panel>
  )
}

function Folders() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { act } = useActs()
  const { data: folders = [] } = useFolders()
  return (
    <Panel title={t('library.folders')}>
      {folders.length === 0 && <Nothing text={t('library.noFolders')} />}
      <ul>
        {folders.map(({ path, photos, watched }) => (
          <PlaceItem
            key={path}
            icon={Folder}
            title={path}
            place={{ ...nowhere, folder: path }}
            count={photos}
            menu={
              <Menu
                trigger={
                  <IconButton
                    label={t('library.folderMenu', { name: lastPart(path) })}
                    icon={EllipsisVertical}
                  />
                }
              >
                <MenuCheck
                  checked={watched}
                  onChange={(on) => act(() => client['folders.watch']({ path, watched: on }))}
                >
                  {t('library.watch')}
                </MenuCheck>
              </Menu>
            }
          >
            {lastPart(path)}
          </PlaceItem>
        ))}
      </ul>
    </Panel>
  )
}

/** Name of a folder; the path may be of another system than the page's. */
function lastPart(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path
}

function Tags() {
  const { t } = useTranslation()
  const { data: tags = [] } = useTags()
  return (
    <Panel title={t('library.tags')}>
      {tags.length === 0 && <Nothing text={t('library.noTags')} />}
      <ul>
        {tags.map(({ name, photos }) => (
          <PlaceItem key={name} icon={Tag} place={{ ...nowhere, tag: name }} count={photos}>
            {name}
          </PlaceItem>
        ))}
      </ul>
    </Panel>
  )
}
