import { EllipsisVertical, Palette } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import { useModel } from '../../../lib/queries/use-installation.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import { useUsualFolder } from '../../../lib/use-usual-folder.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx'
import styles from '../train-room.module.css'
import { ModelDialogs, type Question } from './model-dialogs.tsx'
import { ModelInfo } from './model-info.tsx'
import { StrengthSlider } from './strength-slider.tsx'
import { useModelActions } from './use-model-actions.ts'

/** One of the user's models: what it is, how strongly it shows, and whether it colours. */
export function OwnModel({ model }: { model: Model }) {
  const { t } = useTranslation()
  const [question, setQuestion] = useState<Question>()
  const { exportModel } = useModelActions(model)
  const usualFolder = useUsualFolder()
  return (
    <li className={styles.model}>
      <div className={styles.head}>
        <h3>{model.title}</h3>
        <UseButton model={model} />
        <Menu
          trigger={
            <IconButton label={t('train.models.menu', { name: model.title })} icon={EllipsisVertical} />
          }
        >
          <MenuItem onSelect={() => setQuestion('rename')}>{t('common.rename')}</MenuItem>
          <MenuItem onSelect={() => exportModel(() => setQuestion('export'))}>
            {t('train.models.export')}
          </MenuItem>
          <MenuLine />
          <MenuItem onSelect={() => setQuestion('delete')}>{t('train.models.delete')}</MenuItem>
        </Menu>
      </div>
      <ModelInfo model={model} />
      {model.tuned && <StrengthSlider model={model} tuned={model.tuned} />}
      {question && (
        <ModelDialogs
          model={model}
          question={question}
          folder={usualFolder}
          onClose={() => setQuestion(undefined)}
        />
      )}
    </li>
  )
}

/** Colours with the model from now on, or with its base again. */
function UseButton({ model }: { model: Model }) {
  const { t } = useTranslation()
  const { model: used } = useSettings()
  const { use, toBase } = useModelActions(model)
  const base = useModel(model.tuned?.base.id ?? '')
  if (used !== model.id) {
    return (
      <Button icon={Palette} onClick={use}>
        {t('train.models.use')}
      </Button>
    )
  }
  return (
    <>
      <span className={styles.used}>{t('train.models.used')}</span>
      {base && <Button onClick={toBase}>{t('train.models.backToBase', { base: base.title })}</Button>}
    </>
  )
}
