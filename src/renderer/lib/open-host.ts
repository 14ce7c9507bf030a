import type { Host } from './host.ts'
export async function openHost(): Promise<Host> {
  throw new Error('none')
}
