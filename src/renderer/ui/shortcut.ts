import { useTranslation } from 'react-i18next'
import type { en } from '../../shared/text/en.ts'

type KeyName = keyof typeof en.common.keyNames

const inTree: Record<KeyName, string> = {
  ...{ Ctrl: 'Control', Shift: 'Shift', Alt: 'Alt', Del: 'Delete', Esc: 'Escape' },
  ...{ PgUp: 'PageUp', PgDn: 'PageDown' },
}

const arrows: Record<string, string> = { '↑': 'ArrowUp', '↓': 'ArrowDown' }

function isNamed(key: string): key is KeyName {
  return key in inTree
}

/** Keys that are pressed together, "Ctrl Shift G", as the accessibility tree has them. */
export function keyShortcuts(keys: string): string {
  return keys
    .split(' ')
    .map((key) => (isNamed(key) ? inTree[key] : (arrows[key] ?? key)))
    .join('+')
}

/** A label with its keys, as they are written on the keyboards of the language. */
export function useShortcutText(): (label: string, keys: string) => string {
  const { t } = useTranslation()
  return (label, keys) => {
    const written = keys.split(' ').map((key) => (isNamed(key) ? t(`common.keyNames.${key}`) : key))
    return t('common.shortcut', { label, keys: written.join(' ') })
  }
}
