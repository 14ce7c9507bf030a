import type { ExportSettings } from '../../../shared/contract/app.ts'
import type { SkipReason } from '../../../shared/contract/colorize.ts'
import type { Recipe } from '../../../shared/contract/library.ts'
import type { Job } from '../../../shared/jobs.ts'

/** One file to take into the library. */
export interface ImportTask {
  kind: 'import'
  path: string
  /** The folder it was found in, as the user named it. */
  root?: string
  album?: number
  /** To be coloured as soon as it is in. */
  recipe?: Recipe
}

export interface ColorizeTask {
  kind: 'colorize'
  photo: number
  recipe: Recipe
  /** Photographs that are in colour already, too. */
  recolour: boolean
}

export interface ExportTask {
  kind: 'export'
  photo: number
  settings: ExportSettings
  /** Place among the exported ones, from 1: for `{number}`. */
  number: number
}

export type AppTask = ImportTask | ColorizeTask | ExportTask

export interface AppOutcome {
  photo?: number
  reason?: SkipReason
  /** File that an export wrote. */
  output?: string
}

export type AppJob = Job<AppTask, AppOutcome>

/** What the jobs of an import are made of; kept until they are there. */
export interface ImportPlan {
  paths: string[]
  album?: number
  recipe?: Recipe
}
