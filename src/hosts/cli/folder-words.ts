// What a run says of a folder: one line for each file, and one in the end.

import type { FolderPlan } from './output-folder.ts'
import { join } from './walk.ts'

/** `create`, `change` or `delete`, and the file, in the order in which it would be done. */
export function listSteps({ folder, steps }: FolderPlan): readonly string[] {
  return steps.map(({ path, former, text }) => {
    const verb = text === undefined ? 'delete' : former === undefined ? 'create' : 'change'
    return `${verb} ${join(folder, path)}\n`
  })
}

/** Without a verdict, what was done; with one, what would be. */
export function summarize({ folder, steps, unchanged, others }: FolderPlan, verdict?: string): string {
  const deleted = steps.filter(({ text }) => text === undefined).length
  const written = steps.length - deleted
  const place = `${unchanged} unchanged in "${folder}"`
  const counts =
    verdict === undefined
      ? `${written} written, ${deleted} deleted, ${place}`
      : `${verdict}: ${written} to write, ${deleted} to delete, ${place}`
  return `${counts}\n${leftAlone(others)}`
}

/** So many are named. */
const MOST_NAMES = 5

/** Their HAClusters may have been removed on purpose: then their files are to be deleted by hand. */
function leftAlone(others: readonly string[]): string {
  if (others.length === 0) return ''
  const more = others.length - MOST_NAMES
  const names = others.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return `left alone: output of HAClusters that were not given: ${names}\n`
}
