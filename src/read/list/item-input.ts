// An HACluster that a host handed over inside a ResourceList. Its text is the host's, not the user's file: only what the
// host says of file and index is passed on, and no line is ever made up.

import type { Problem, Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../cluster-input.ts'
import { parseDocuments } from '../documents/document.ts'
import { resourceRef } from '../resource-ref.ts'

/** What the host's annotations say of an item; all of it may be missing. */
export interface ItemPlace {
  readonly file?: string
  readonly index?: number
  /** The package, where a host keeps packages apart; else ``. */
  readonly scope: string
}

/** An input from a value that is already parsed. `text` brings what the value no longer shows (`itemFromText`). */
export function itemInput(
  value: unknown,
  place: ItemPlace,
  text: Pick<ClusterInput, 'problems' | 'raw'> = SOUND,
): ClusterInput {
  const resource = resourceRef(value)
  const source: Source = {
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.index === undefined ? {} : { index: place.index }),
    ...(resource ? { resource } : {}),
  }
  return { value, scope: place.scope, ...text, locate: () => source }
}

const SOUND = { problems: [] } as const

export interface ItemReading {
  readonly input?: ClusterInput
  /** `yaml-syntax`, with what is known of the place. */
  readonly problems: readonly Problem[]
}

/**
 * An input from the item's own text, cut from the list with the list's dash replaced by a space. Parses once.
 * An alias whose anchor stands in another item is a problem here: hand such items to `itemInput` as values.
 */
export function itemFromText(text: string, place: ItemPlace): ItemReading {
  const [document] = parseDocuments(text)
  if (document === undefined) return { input: itemInput(null, place), problems: [] }
  const { value, problems } = document.resolve()
  if (problems.length > 0) {
    const source = itemInput(value, place).locate([], 'value', false)
    return { problems: problems.map(problem => ({ ...problem, source })) }
  }
  const { problems: faults, raw } = document.toClusterInput()
  return { input: itemInput(value, place, { problems: faults, ...(raw ? { raw } : {}) }), problems: [] }
}
