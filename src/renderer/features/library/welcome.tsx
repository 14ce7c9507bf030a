import { FolderPlus, ImagePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useImport } from '../../lib/actions/use-import.ts'
import { Button } from '../../ui/button.tsx'
import styles from './welcome.module.css'

/** The empty library: what this is, that it is safe, and how to begin. */
export function Welcome() {
  const { t } = useTranslation()
  const { addFiles, addFolder, addSamples } = useImport()
  return (
    <div className={styles.welcome}>
      <h1>{t('welcome.title')}</h1>
      <p>{t('welcome.what')}</p>
      <p>{t('welcome.safe')}</p>
      <p>{t('welcome.how')}</p>
      <div className={styles.buttons}>
        <Button look="primary" icon={ImagePlus} onClick={addFiles}>
          {t('welcome.add')}
        </Button>
        {addFolder && (
          <Button icon={FolderPlus} onClick={addFolder}>
            {t('welcome.addFolder')}
          </Button>
        )}
        <Button onClick={addSamples}>{t('welcome.samples')}</Button>
      </div>
    </div>
  )
}
