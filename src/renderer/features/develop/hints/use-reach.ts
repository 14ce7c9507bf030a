import { type Reach, reaches, usualReach } from '../../../../shared/contract/engine.ts'
import { useModels } from '../../../lib/queries/use-installation.ts'
import { createStore, useStore } from '../../../lib/store.ts'

/** What the next hint reaches. */
const reachStore = createStore<Reach>(usualReach)

/** The reach of hints to come, and those that a model has. */
export function useReach(model: string): {
  reach: Reach
  setReach: (reach: Reach) => void
  offered: readonly Reach[]
} {
  const { data: models = [] } = useModels()
  const [reach, setReach] = useStore(reachStore)
  const hasLikeness = models.find(({ id }) => id === model)?.likeness === true
  const offered = reaches.filter((one) => one !== 'alike' || hasLikeness)
  return { reach, setReach, offered }
}
