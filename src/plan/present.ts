// Optional fields, carried over only where they are set: `null` (unset by an override) reads as absent.

type Present<T, K extends keyof T> = { readonly [P in K]?: NonNullable<T[P]> }

/** The named fields of an object that are neither absent nor `null`. */
export function present<T extends object, K extends keyof T & string>(from: T, ...keys: readonly K[]): Present<T, K> {
  const picked: { [P in K]?: NonNullable<T[P]> } = {}
  for (const key of keys) {
    const value = from[key]
    if (value !== undefined && value !== null) picked[key] = value
  }
  return picked
}
