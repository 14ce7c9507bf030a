import { createContext, type ReactNode, useContext } from 'react'
import type { Host } from './host.ts'

const HostContext = createContext<Host | undefined>(undefined)

export function HostProvider({ host, children }: { host: Host; children: ReactNode }) {
  return <HostContext value={host}>{children}</HostContext>
}

export function useHost(): Host {
  const host = useContext(HostContext)
  if (!host) throw new Error('No host: HostProvider is missing above this component.')
  return host
}
