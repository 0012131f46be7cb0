// What advice may name: no field and no choice that would be refused the moment after.

import { FIRST_RELEASES, hasField } from '../../facts/first-releases.ts'
import { resolveRelease } from '../../facts/releases.ts'
import type { Path } from '../../problems/problem.ts'
import type { HAClusterSpec } from '../schema/hacluster.ts'
import { runningRelease } from './running-release.ts'
import { patternOfPath } from './used-fields.ts'

type Versions = Pick<HAClusterSpec, 'capvVersion'> & { readonly capiVersion?: string | undefined }

/** Whether the release has a row of the tables of fields (`usedFields`). Of no release: yes. */
export function isUsable(row: string, { capvVersion, capiVersion }: Versions): boolean {
  const release = resolveRelease(capvVersion, capiVersion)
  if (typeof release === 'string') return true
  const first = FIRST_RELEASES.get(row)
  return first === undefined || hasField(runningRelease(release, capiVersion), first)
}

/** Those of the choices of a field that can be used; all of them where none can, or the document names no release. */
export function usableChoices(path: Path, choices: readonly string[], document: unknown): readonly string[] {
  const versions = versionsOf(document)
  if (versions === undefined) return choices
  const usable = choices.filter(choice => isUsable(`${patternOfPath(path.slice(1))}=${choice}`, versions))
  return usable.length === 0 ? choices : usable
}

function versionsOf(document: unknown): Versions | undefined {
  const { capvVersion, capiVersion } = Object(Object(document).spec)
  if (typeof capvVersion !== 'string') return undefined
  return { capvVersion, ...(typeof capiVersion === 'string' ? { capiVersion } : {}) }
}
