/** Names of the messages between the preload script and the shell; a call of the shell is its name with the prefix. */
export const ipcPrefix = 'tintype:'

export const ipcChannels = {
  /** A frame of the app's channel, either way. */
  frame: `${ipcPrefix}frame`,
  /** From the page: it listens. To the page: the state of the link to core. */
  link: `${ipcPrefix}link`,
  /** From the page: it listens. To the page: paths opened with Tintype. */
  open: `${ipcPrefix}open`,
  /** To the page: a command of the menu. */
  command: `${ipcPrefix}command`,
} as const

export function ipcCall(name: string): string {
  return ipcPrefix + name
}
