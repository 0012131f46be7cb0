// Keys of mappings that every reader of YAML takes alike.

const MAX_LENGTH = 250
// Null, boolean or number for some reader, or what YAML gives a meaning to.
const ODD = /^(?:y|n|yes|no|on|off|true|false|null)$/i

/** Whether a key is text, new in its mapping, and an ordinary property in JavaScript. */
export function isSoundKey(key: string, isPlain: boolean, map: Readonly<Record<string, unknown>>): boolean {
  if (key === '__proto__' || key === '<<' || key.length > MAX_LENGTH) return false
  return !Object.hasOwn(map, key) && !(isPlain && ODD.test(key))
}
