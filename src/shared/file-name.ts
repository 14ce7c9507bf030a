import sanitize from 'sanitize-filename'

/**
 * What is left of a text as the name of a file, on any system: no folder, nothing that hides it, no name
 * that Windows keeps for a device. May be empty.
 */
export function fileName(text: string): string {
  // Cleaned twice: without its dots, `.con` is the name of a device.
  return sanitize(sanitize(text).replace(/^[.\s]+/, '')).trim()
}
