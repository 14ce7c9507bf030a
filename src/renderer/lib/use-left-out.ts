import { useTranslation } from 'react-i18next'
import { leftOutCount, leftOutList } from '../../shared/left-out.ts'

/** How to say which files were passed over: their number, and a list by ending. */
export function useLeftOut() {
  const { t } = useTranslation()
  return (counts: Readonly<Record<string, number>>) => ({
    count: leftOutCount(counts),
    list: leftOutList(counts, { none: t('batch.withoutEnding'), more: t('batch.others') }),
  })
}
