import { useTranslation } from 'react-i18next'

/** Numbers, sizes and times in the language of the app. */
export interface Formats {
  number: (value: number, digits?: number) => string
  bytes: (value: number) => string
  /** Seconds as one coarse amount: a remaining time is never exact. */
  duration: (seconds: number) => string
  /** Photos a second, or a minute when slow. */
  rate: (perSecond: number) => string
  month: (month: string) => string
  /** An ISO date or a part of one. */
  date: (taken: string) => string
  /** A moment, ISO 8601: its day and time here. */
  moment: (time: string) => string
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']

export function useFormats(): Formats {
  const { t, i18n } = useTranslation()
  const language = i18n.language
  const number = (value: number, digits = 0) =>
    value.toLocaleString(language, { maximumFractionDigits: digits })
  const day = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Date(`${date}T12:00:00`).toLocaleDateString(language, options)
  const month = (value: string) =>
    value.length < 7 ? value : day(`${value}-01`, { month: 'long', year: 'numeric' })
  return {
    number,
    month,
    bytes: (value) => {
      const step = Math.min(units.length - 1, value > 0 ? Math.floor(Math.log10(value) / 3) : 0)
      const unit = units[step]
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: step > 2 ? 1 : 0,
      }).format(value / 1000 ** step)
    },
    duration: (seconds) => {
      if (seconds < 55) return t('time.seconds', { count: Math.max(1, Math.ceil(seconds / 5) * 5) })
      const minutes = Math.ceil(seconds / 60)
      if (minutes < 60) return t('time.minutes', { count: minutes })
      return t('time.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
    },
    rate: (perSecond) =>
      perSecond >= 0.5
        ? t('time.rate', { rate: number(perSecond, 1) })
        : t('time.ratePerMinute', { rate: number(perSecond * 60, 1) }),
    date: (taken) =>
      taken.length < 10
        ? month(taken.slice(0, 7))
        : day(taken.slice(0, 10), { day: 'numeric', month: 'long', year: 'numeric' }),
    moment: (time) => new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' }),
  }
}
