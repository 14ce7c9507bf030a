import { useMutation } from '@tanstack/react-query'
import { FileInput } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../../lib/host/host-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { useNotify } from '../../../ui/notices.tsx'

/** Installs a model from the file that an export wrote. */
export function ImportButton() {
  const { t } = useTranslation()
  const { files } = useHost()
  const { say, fail } = useNotify()
  const { mutate, isPending } = useMutation({
    mutationFn: files.importModel,
    onSuccess: (id) => id !== undefined && say(t('train.models.imported')),
    onError: fail,
  })
  return (
    <Button icon={FileInput} disabled={isPending} onClick={() => mutate()}>
      {t(isPending ? 'train.models.importing' : 'train.models.import')}
    </Button>
  )
}
