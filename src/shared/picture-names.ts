/** Endings of files that count as pictures; a file named by the user is tried whatever its name. */
export const pictureEndings = [
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'tif', 'tiff', 'webp'],
  ...['avif', 'heic', 'heif', 'gif', 'mpo', 'dng'],
]

/** Whether a file found in a folder counts as a picture; hidden ones do not. @param name without its folder */
export function isPictureName(name: string): boolean {
  const [, ending = ''] = /\.([^.]*)$/.exec(name) ?? []
  return !name.startsWith('.') && pictureEndings.includes(ending.toLowerCase())
}
