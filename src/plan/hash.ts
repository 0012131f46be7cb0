// Hashes of data, for what must change its name or restart when the data changes.

// A run calls it a few times, so that what counts is how fast it is before V8 has compiled it: this library takes half as long
// as @noble/hashes, and node:crypto twice as long, since Node has to load it first.
import { hash } from '@stablelib/sha256'

/** The first 8 hexadecimal digits of SHA-256 over the value as JSON with sorted keys. Frozen: names of templates are made of it. */
export function hashOf(value: unknown): string {
  const { buffer } = hash(new TextEncoder().encode(JSON.stringify(sorted(value))))
  return new DataView(buffer).getUint32(0).toString(16).padStart(8, '0')
}

/** Keys in the order of their code units, whoever wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(keys.map(([key, field]) => [key, sorted(field)]))
}
