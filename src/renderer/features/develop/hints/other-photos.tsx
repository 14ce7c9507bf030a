import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { photoName } from '../../../lib/photo-name.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './other-photos.module.css'
import { PhotoEyedropper } from './photo-eyedropper.tsx'
import { PhotoWall } from './photo-wall.tsx'

interface OtherPhotosProps {
  onTake: (colour: GivenColour) => void
  onClose: () => void
}

/** Takes a colour from any photo of the library: first which, then where on it. */
export function OtherPhotos({ onTake, onClose }: OtherPhotosProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [photo, setPhoto] = useState<PhotoCell>()
  const take = (colour: GivenColour) => {
    onTake(colour)
    onClose()
  }
  return (
    <Dialog wide title={photo ? photoName(t, photo) : t('develop.otherPhotos.title')} onClose={onClose}>
      {photo ? (
        <div className={styles.content}>
          <PhotoEyedropper photo={photo} onTake={take} />
          <Button icon={ArrowLeft} onClick={() => setPhoto(undefined)}>
            {t('develop.otherPhotos.back')}
          </Button>
        </div>
      ) : (
        <div className={styles.content}>
          <input
            type="search"
            className={styles.search}
            aria-label={t('develop.otherPhotos.search')}
            placeholder={t('develop.otherPhotos.search')}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <PhotoWall search={search} onOpen={setPhoto} />
        </div>
      )}
    </Dialog>
  )
}
