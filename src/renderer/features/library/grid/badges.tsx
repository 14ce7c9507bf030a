import {
  CircleAlert,
  FileQuestion,
  Heart,
  Image,
  type LucideIcon,
  Palette,
  PencilLine,
  Sparkles,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import styles from './grid.module.css'

type BadgeName = 'grey' | 'coloured' | 'own' | 'colour' | 'bad' | 'missing' | 'draft' | 'favourite'

const icons: Record<BadgeName, LucideIcon> = {
  grey: Image,
  coloured: Palette,
  own: Sparkles,
  colour: Image,
  bad: CircleAlert,
  missing: FileQuestion,
  draft: PencilLine,
  favourite: Heart,
}

/** What is to be known of a photo at a glance, most telling first. */
export function badgesOf(photo: PhotoCell): BadgeName[] {
  const names: BadgeName[] = []
  if (photo.state !== 'present') names.push(photo.state)
  if (photo.version?.map) names.push(photo.ownModel ? 'own' : 'coloured')
  else if (photo.state !== 'bad') names.push(photo.colour === 'colour' ? 'colour' : 'grey')
  if (photo.draft) names.push('draft')
  if (photo.favourite) names.push('favourite')
  return names
}

export interface Badge {
  name: BadgeName
  label: string
}

export function useBadges(photo: PhotoCell): Badge[] {
  const { t } = useTranslation()
  return badgesOf(photo).map((name) => ({ name, label: t(`library.badges.${name}`) }))
}

/** Icons whose words are part of the cell's own name. */
export function Badges({ badges }: { badges: readonly Badge[] }) {
  // Most photos begin grey and unremarkable: only what differs is marked.
  const marked = badges.filter(({ name }) => name !== 'grey' && name !== 'colour')
  return (
    <span className={styles.badges} aria-hidden>
      {marked.map(({ name, label }) => {
        const Icon = icons[name]
        return (
          <span key={name} title={label} className={styles.badge}>
            <Icon size={13} />
          </span>
        )
      })}
    </span>
  )
}
