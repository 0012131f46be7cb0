// The annotations that hosts put on items and want back. They are no part of what we emit.

const PREFIXES: readonly string[] = [
  'internal.config.kubernetes.io/',
  'internal.config.k8s.io/',
  'internal.kpt.dev/',
  'kustomize.config.k8s.io/',
  'config.k8s.io/id',
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.kubernetes.io/merge-source',
  'config.kubernetes.io/origin',
]

/** Whether an annotation belongs to the host: kept on an object that is replaced, ignored where objects are compared. */
export function isHostAnnotation(key: string): boolean {
  return startsWithHostAnnotation(key, 0)
}

/** The same for a key that begins at an offset of a text. */
export function startsWithHostAnnotation(text: string, at: number): boolean {
  return PREFIXES.some(prefix => text.startsWith(prefix, at))
}
