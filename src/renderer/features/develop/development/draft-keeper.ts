import type { Draft } from '../../../../shared/contract/library.ts'
import { recipeKey } from '../../../../shared/recipe.ts'
import type { Host } from '../../../lib/host/host.ts'
import type { DraftRecipe } from './colourist.ts'
import type { KeptVersion } from './past-weights.ts'

/** A draft is on the disk when it has rested this long, ms; sooner when its photo is left. */
const rest = 300

/** Lines of work of this window, among those that drafts name as their writers. */
const ownWriters = new Set<string>()

/** Whether this window wrote the draft as it is now. */
export function isOwn({ writer }: Pick<Draft, 'writer'>): boolean {
  return ownWriters.has(writer)
}

/** What a draft holds. */
export interface DraftContent {
  recipe: DraftRecipe
  /** Names the weights that its colours are of. */
  weights: string
}

type KnownDraft = Pick<Draft, 'id' | 'revision' | 'writer'>

/** What is developed from one version on, and the draft that it is on the disk. */
export class Line {
  /** The version it began from. */
  base: number | null
  #writer = newWriter()
  #stored: KnownDraft | undefined

  /** @param draft goes on with this one */
  constructor(base: number | null, draft?: Draft) {
    this.base = base
    this.#stored = draft
  }

  get writer(): string {
    return this.#writer
  }

  /** The draft on the disk, as this window knows it. */
  get stored(): KnownDraft | undefined {
    return this.#stored && { ...this.#stored, writer: this.#writer }
  }

  saved({ id, revision, writer }: KnownDraft): void {
    this.#stored = { id, revision, writer }
  }

  /** There is no draft any more; what follows begins at `base`. */
  ended(base = this.base): void {
    this.base = base
    this.#stored = undefined
    this.#writer = newWriter()
  }
}

/** A name for a line of work of this window. */
export function newWriter(): string {
  const writer = crypto.randomUUID()
  ownWriters.add(writer)
  return writer
}

/** What of core, and of the way to it, keeping drafts needs. */
interface CoreOfDrafts {
  client: Pick<Host['client'], 'drafts.save' | 'drafts.discard'>
  onLink: Host['onLink']
}

interface Waiting {
  content: DraftContent | null
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Puts the drafts of one photo on the disk: what is newest, one save at a time for each line of work. */
export class DraftKeeper {
  readonly #core: CoreOfDrafts
  readonly #photo: { photo: number; hash: string }
  readonly #tell: { diverged: () => void; failed: (thrown: unknown) => void }
  readonly #waiting = new Map<Line, Waiting>()
  readonly #work = new Map<Line, Promise<void>>()

  /** `diverged`: somebody else changed a draft, and this window goes on in one of its own. */
  constructor(
    core: CoreOfDrafts,
    photo: { id: number; hash: string },
    tell: { diverged: () => void; failed: (thrown: unknown) => void },
  ) {
    this.#core = core
    this.#photo = { photo: photo.id, hash: photo.hash }
    this.#tell = tell
  }

  /** Says what a line of work holds by now; `null`: nothing that is not in a version already. */
  put(line: Line, content: DraftContent | null): void {
    clearTimeout(this.#waiting.get(line)?.timer)
    this.#waiting.set(line, { content, timer: setTimeout(() => this.#save(line), rest) })
  }

  /** Saves at once what waits. */
  flush(): void {
    for (const line of this.#waiting.keys()) this.#save(line)
  }

  /** Runs `work` when nothing of a line is being saved, and lets nothing be saved meanwhile. */
  alone<T>(line: Line, work: () => Promise<T>): Promise<T> {
    const done = (this.#work.get(line) ?? Promise.resolve()).then(work)
    const settled = done.then(
      () => {},
      () => {},
    )
    this.#work.set(line, settled)
    underWay.add(settled)
    void settled.then(() => underWay.delete(settled))
    return done
  }

  /** Forgets what waits to be saved of a line. @returns what it was, to be put again if need be */
  take(line: Line): DraftContent | null | undefined {
    const waiting = this.#waiting.get(line)
    clearTimeout(waiting?.timer)
    this.#waiting.delete(line)
    return waiting?.content
  }

  #save(line: Line): void {
    void this.alone(line, async () => {
      const content = this.take(line)
      if (content === undefined) return
      try {
        await (content ? this.#write(line, content) : this.#discard(line))
      } catch (thrown) {
        this.#keepTrying(line, content)
        this.#tell.failed(thrown)
      }
    })
  }

  async #write(line: Line, { recipe, weights }: DraftContent): Promise<void> {
    const { id, revision } = line.stored ?? {}
    const draft = id !== undefined && revision !== undefined ? { draft: { id, revision } } : {}
    const given = { ...this.#photo, ...draft, writer: line.writer, version: line.base, recipe, weights }
    const answer = await this.#core.client['drafts.save'](given)
    if (answer.state === 'saved') return line.saved(answer.draft)
    line.ended()
    this.#tell.diverged()
    await this.#write(line, { recipe, weights })
  }

  async #discard(line: Line): Promise<void> {
    const draft = line.stored
    line.ended()
    if (draft) await this.#core.client['drafts.discard'](draft)
  }

  /** Core is gone or the disk is full: nothing newer is lost, and it is tried again when core is back. */
  #keepTrying(line: Line, content: DraftContent | null): void {
    if (!this.#waiting.has(line)) this.#waiting.set(line, { content, timer: undefined })
    const end = this.#core.onLink(({ up }) => {
      if (!up) return
      end()
      this.#save(line)
    })
  }
}

const underWay = new Set<Promise<void>>()

/** Settles when everything that this window is saving is on the disk. */
export async function draftsSettled(): Promise<void> {
  await Promise.all(underWay)
}

/** The newest version that is exactly the recipe: that looks like it, with hints of the same names and groups. */
export function versionLike(
  recipe: DraftRecipe | null,
  versions: readonly KeptVersion[],
): KeptVersion | undefined {
  if (!recipe) return undefined
  const keyOf = (one: DraftRecipe) =>
    recipeKey(one) + JSON.stringify(one.hints.map(({ name, group }) => [name, group]))
  const key = keyOf(recipe)
  const alike = versions.filter((version) => keyOf(version.recipe) === key)
  return alike.find(({ current }) => current) ?? alike.at(-1)
}
