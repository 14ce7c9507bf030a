import { useMutation } from '@tanstack/react-query'
import { useNotify } from '../../ui/notices.tsx'
import { useHost } from '../host/host-context.tsx'

/**
 * Saves a text for whoever helps: the host asks where it goes.
 * @param usualFolder where it goes for a host that cannot ask
 */
export function useSaveReport(usualFolder: string) {
  const { client, files } = useHost()
  const { fail } = useNotify()
  const { mutate, data, isPending } = useMutation({
    mutationFn: async () => {
      const folder = files.chooseDestination ? await files.chooseDestination() : usualFolder
      return folder === undefined ? null : client['report.save']({ folder })
    },
    onError: fail,
  })
  return { save: () => mutate(), path: data?.path, isPending }
}
