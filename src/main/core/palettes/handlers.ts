import { coloursOfHints } from '../../../shared/colours-of-hints.ts'
import type { AppContract } from '../../../shared/contract/app.ts'
import { freeName } from '../../../shared/free-name.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import { requireFullPath } from '../files/require-full-path.ts'
import type { ActId, Library } from '../library/index.ts'
import { exportPalette } from './export.ts'
import { parsePalette } from './palette-file.ts'

/** Calls about palettes. */
export function paletteHandlers({ library, events }: { library: Library; events: AppEventHub }) {
  const { acts, palettes } = library
  const act = <T>(work: () => T): { act: ActId; result: T } => {
    const answer = acts.record(work)
    events.placesChanged()
    return answer
  }
  /** Two of one name could not be told apart. */
  const free = (name: string, self?: number): string => {
    const others = palettes.list().filter(({ id }) => id !== self)
    return freeName(
      name,
      others.map((palette) => palette.name),
    )
  }
  const create = (name: string, colours: Parameters<typeof palettes.create>[1]) => {
    const { act: id, result } = act(() => palettes.create(free(name), colours))
    return { ...palettes.get(result), act: id }
  }
  return {
    'palettes.list': () => ({ palettes: palettes.list() }),
    'palettes.create': ({ name, colours }) => create(name, colours),
    'palettes.change': ({ id, name, ...change }) => ({
      act: act(() => palettes.change(id, { ...change, ...(name !== undefined && { name: free(name, id) }) }))
        .act,
    }),
    'palettes.delete': ({ id }) => ({ act: act(() => palettes.remove(id)).act }),
    'palettes.export': async ({ id, folder }) => {
      requireFullPath(folder)
      return { path: await exportPalette(palettes.get(id), folder) }
    },
    'palettes.import': ({ text }) => {
      const { name, colours } = parsePalette(text)
      return create(name, colours)
    },
    'palettes.gather': ({ photos }) => ({
      colours: coloursOfHints(
        photos.flatMap((photo) => {
          const draft = library.drafts.of(photo).findLast(({ stale }) => !stale)
          const shown = draft ?? library.versions.of(photo).find(({ current }) => current)
          return shown?.recipe.hints ?? []
        }),
      ),
    }),
  } satisfies Partial<Handlers<AppContract>>
}
