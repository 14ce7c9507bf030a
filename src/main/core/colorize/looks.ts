import type { Library } from '../library/index.ts'
import type { Seen } from './colours.ts'

/** What import saw of a photo; of one that an older Tintype imported, what is seen now is kept. */
export function looksOf({ photos }: Library, photo: number) {
  return {
    before: photos.look(photo),
    seen: ({ colour, remarks }: Seen): undefined => {
      if (colour) photos.setLook(photo, { colour, remarks })
    },
  }
}
