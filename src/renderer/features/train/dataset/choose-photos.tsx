import { ScanSearch } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStartFinetune } from '../../../lib/actions/use-start-finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import { useAlbums } from '../../../lib/queries/use-collections.ts'
import { useWorkspace } from '../../../lib/workspace/workspace.tsx'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import styles from '../train-room.module.css'

/** What fine-tuning can do and what it cannot, and where its photos come from. */
export function ChoosePhotos() {
  const { t } = useTranslation()
  return (
    <section className={styles.card} aria-labelledby="train-choose">
      <h2 id="train-choose">{t('train.empty.title')}</h2>
      <p>{t('train.empty.can')}</p>
      <p>{t('train.empty.cannot')}</p>
      <p>{t('train.empty.needs')}</p>
      <Choice />
    </section>
  )
}

interface Source {
  value: string
  label: string
  start: () => void
}

/** The selection of the library, then every album that holds something. */
function useSources(): Source[] {
  const { t } = useTranslation()
  const formats = useFormats()
  const { selection } = useWorkspace()
  const { data: albums = [] } = useAlbums()
  const { photos, album } = useStartFinetune()
  const selected = [...selection.ids]
  const words = (count: number) => ({ count, shown: formats.number(count) })
  return [
    {
      value: 'selection',
      photos: selected.length,
      label: t('train.choose.selection', words(selected.length)),
      start: () => photos(selected),
    },
    ...albums.map((one) => ({
      value: `album ${one.id}`,
      photos: one.photos,
      label: t('train.choose.album', { name: one.name, ...words(one.photos) }),
      start: () => album(one),
    })),
  ].filter((source) => source.photos > 0)
}

function Choice() {
  const { t } = useTranslation()
  const { go } = useWorkspace()
  const sources = useSources()
  const [value, setValue] = useState<string>()
  const chosen = sources.find((source) => source.value === value) ?? sources[0]
  return (
    <>
      {chosen ? (
        <Select label={t('train.choose.label')} value={chosen.value} options={sources} onChange={setValue} />
      ) : (
        <p className={styles.quiet}>{t('train.choose.none')}</p>
      )}
      <div className={styles.buttons}>
        {chosen && (
          <Button look="primary" icon={ScanSearch} onClick={chosen.start}>
            {t('train.choose.look')}
          </Button>
        )}
        <Button look={chosen ? 'plain' : 'primary'} onClick={() => go('library')}>
          {t('develop.toLibrary')}
        </Button>
      </div>
    </>
  )
}
