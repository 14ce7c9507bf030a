import { Search } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../lib/use-keys.ts'
import { useWorkspace } from '../lib/workspace/workspace.tsx'
import styles from './top-bar.module.css'

export function SearchBox() {
  const { t } = useTranslation()
  const { query, look, go } = useWorkspace()
  const input = useRef<HTMLInputElement>(null)
  useKeys('mod+f', () => input.current?.focus(), { preventDefault: true, whileTyping: true })
  useKeys('/', () => input.current?.focus(), { preventDefault: true })
  return (
    <search className={styles.search}>
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={query.search ?? ''}
        onChange={({ target }) => {
          // Core answers faster than people type, so every letter may ask.
          look({ search: target.value || undefined })
          go('library')
        }}
      />
    </search>
  )
}
