import { useTranslation } from 'react-i18next'
import { useModels } from '../../lib/queries/use-installation.ts'
import styles from './settings.module.css'

/** What this is, and under which licences it and its models stand. */
export function About() {
  const { t } = useTranslation()
  const { data: models = [] } = useModels()
  return (
    <section className={styles.section} aria-labelledby="settings-about">
      <h2 id="settings-about">{t('settings.about')}</h2>
      <p>{t('settings.aboutText')}</p>
      <p className={styles.quiet}>{t('settings.licencesText')}</p>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('settings.models')}</caption>
        <tbody>
          {models.map(({ id, title, revision, licence }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              <td>{revision}</td>
              <td>{licence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
