// Hashes of data, for what must change its name or restart when the data changes.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The first 8 hexadecimal digits of SHA-256 over the value as JSON with sorted keys. Frozen: names of templates are made of it. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(sorted(value))))).slice(0, 8)
}

/** Keys in the order of their code units, whoever wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(keys.map(([key, field]) => [key, sorted(field)]))
}
