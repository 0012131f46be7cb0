// Our objects as JSON that every host's decoder reads back unchanged. Keeps keys in the order they come in.

import type { Json, Manifest } from '../manifest.ts'

/**
 * One JSON `List` on one line, for the Argo CD plugin: repo-server decodes it in well under half the time of YAML,
 * and no reader retypes a JSON string.
 */
export function printList(manifests: readonly Manifest[]): string {
  return `${printJson({ apiVersion: 'v1', kind: 'List', items: manifests })}\n`
}

/**
 * JSON on one line, which is a valid YAML double-quoted scalar where the value is a string. Characters that a YAML
 * reader rejects or takes for a line end when they stand raw are escaped; emoji stay raw, because go-yaml rejects
 * escaped surrogates (go-yaml v3, scannerc.go).
 */
export function printJson(value: Json): string {
  return JSON.stringify(value, refuseUnprintableNumbers).replace(UNSAFE_RAW, escapeCharacter)
}

// DEL and C1 with NEL, the two line separators, the byte order mark, the two non-characters.
const UNSAFE_RAW = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

// JSON.stringify would print NaN and Infinity as null, and leave out what is undefined.
function refuseUnprintableNumbers(key: string, value: unknown): unknown {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new Error(`"${key}" holds ${value}, which no output can carry`)
  }
  return value
}
