import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Tooltip } from 'radix-ui'
import { StrictMode, useState } from 'react'
import type { LibraryOpening } from '../../shared/contract/opening.ts'
import type { Host } from '../lib/host/host.ts'
import { HostProvider } from '../lib/host/host-context.tsx'
import { Notices } from '../ui/notices.tsx'
import { Doorway } from './doorway.tsx'

/** Core tells what changed, so nothing goes stale by time and nothing is asked for again on focus. */
function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

interface AppProps {
  host: Host
  /** What became of opening the library. */
  opening: LibraryOpening
}

export function App({ host, opening }: AppProps) {
  const [cache] = useState(createCache)
  return (
    <StrictMode>
      <HostProvider host={host}>
        <QueryClientProvider client={cache}>
          <Tooltip.Provider delayDuration={500}>
            <Notices>
              <Doorway opening={opening} />
            </Notices>
          </Tooltip.Provider>
        </QueryClientProvider>
      </HostProvider>
    </StrictMode>
  )
}
