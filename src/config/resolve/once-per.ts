// What most checks ask of a cluster is worked out once for it.

/** The function, which remembers its answer for as long as the object that it was asked of is there. */
export function oncePer<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>()
  return key => {
    const found = known.get(key) ?? { value: compute(key) }
    known.set(key, found)
    return found.value
  }
}
