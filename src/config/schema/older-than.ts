// Releases before another one, as a pattern: JSON Schema cannot compare versions.

import type { Version } from '../../facts/releases.ts'
import type { JsonObject } from '../../manifest.ts'

/** A schema for releases older than `version`; of a pre-release its numbers count, and a missing patch is 0 (`parseVersion`). */
export function olderThan([major, minor, patch]: Version): JsonObject {
  const older = [
    major > 0 ? `${below(major)}\\.\\d+(\\.\\d+)?` : [],
    minor > 0 ? `${major}\\.${below(minor)}(\\.\\d+)?` : [],
    patch > 0 ? `${major}\\.${minor}(\\.${below(patch)})?` : [],
  ]
  return { type: 'string', pattern: `^v?(${older.flat().join('|')})(-.*)?$` }
}

/** Whole numbers from 0, without the last. */
function below(end: number): string {
  return `(${Array.from({ length: end }, (_, number) => number).join('|')})`
}
