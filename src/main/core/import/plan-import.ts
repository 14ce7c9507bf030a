import { setImmediate } from 'node:timers/promises'
import { schemaIssues } from '../../../shared/schema-issues.ts'
import { type ImportPlan, type ImportTask, importPlanSchema, pathsOfPlan } from '../jobs/tasks.ts'
import type { AppJobs, Library } from '../library/index.ts'
import { type Found, findFiles } from './find-files.ts'

/** Jobs that are added in one go, so that nobody waits behind a hundred thousand. */
const chunk = 1000

/**
 * Makes the jobs of an import: searches the folders of its plan. After a crash it is done once more,
 * for what is not among the jobs yet. A plan that cannot be understood becomes one job that fails with the reason.
 * Ends early when the plan is given up or `signal` aborts.
 * @param onAdded told after each part
 */
export async function fulfilPlan(
  batch: number,
  { jobs, library }: { jobs: AppJobs; library: Library },
  onAdded: () => void,
  signal: AbortSignal,
): Promise<void> {
  const stored = jobs.plan(batch)
  if (stored === undefined) return
  const { data: plan, error } = importPlanSchema.safeParse(stored)
  if (!plan) {
    jobs.transaction(() => {
      jobs.add([{ kind: 'unreadable', reason: schemaIssues(error) }], { batch })
      jobs.fulfil(batch)
    })
    return onAdded()
  }
  const { files, leftOut } = await findFiles(plan.paths, library.layout.folder, signal)
  if (signal.aborted) return
  jobs.setLeftOut(batch, leftOut)
  const there = pathsOf(batch, jobs)
  const tasks = importTasks(files, plan).filter(({ path }) => !there.has(path))
  for (let at = 0; at < tasks.length; at += chunk) {
    const isWanted = jobs.transaction(() => {
      if (jobs.plan(batch) === undefined) return false
      jobs.add(tasks.slice(at, at + chunk), { batch })
      return true
    })
    if (!isWanted) return
    onAdded()
    await setImmediate()
    if (signal.aborted) return
  }
  jobs.fulfil(batch)
  onAdded()
}

function importTasks(found: Found[], { album, recipe }: ImportPlan): ImportTask[] {
  const more = { ...(album !== undefined && { album }), ...(recipe && { recipe }) }
  return found.map((file) => ({ kind: 'import', ...file, ...more }))
}

/** Files that a batch has jobs for, and what is still planned of files and folders. */
export function importedPaths(batch: number, jobs: AppJobs): string[] {
  return [...pathsOfPlan(jobs.plan(batch)), ...pathsOf(batch, jobs)]
}

/** Files that a batch has jobs for. */
function pathsOf(batch: number, jobs: AppJobs): Set<string> {
  const tasks = jobs.list({ batch, limit: -1 }).map(({ task }) => task)
  return new Set(tasks.flatMap((task) => (task.kind === 'import' ? [task.path] : [])))
}
