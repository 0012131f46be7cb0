// Patterns over paths inside an application: `*` and `?` stay within a name, `**` crosses folders. Never backtracks more
// than the lengths multiplied, whatever a repository puts into a pattern.

/**
 * True where a pattern names the path or a folder that it lies in. A pattern without a slash means a name at any depth,
 * one with a slash a path from the application's folder.
 */
export function isCovered(path: string, patterns: readonly string[]): boolean {
  const names = path.split('/')
  return patterns.some(pattern =>
    names.some((name, index) =>
      pattern.includes('/') ? matchesPath(pattern, names.slice(0, index + 1)) : matchesName(pattern, name),
    ),
  )
}

function matchesPath(pattern: string, names: readonly string[]): boolean {
  const parts = pattern.replace(/^(\.\/)+|\/+$/g, '').split('/')
  return matchesSequence(parts, names, '**', matchesName)
}

function matchesName(pattern: string, name: string): boolean {
  return matchesSequence([...pattern], [...name], '*', (part, character) => part === '?' || part === character)
}

/** The usual walk with one way back: where the rest does not fit, the last star takes one item more. */
function matchesSequence(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  fits: (part: string, item: string) => boolean,
): boolean {
  let at = 0
  let lastStar = -1
  let taken = 0
  let index = 0
  while (index < items.length) {
    const part = pattern[at]
    const item = items[index] ?? ''
    if (part === star) {
      lastStar = at++
      taken = index
    } else if (part !== undefined && fits(part, item)) {
      at++
      index++
    } else if (lastStar >= 0) {
      at = lastStar + 1
      index = ++taken
    } else return false
  }
  return pattern.slice(at).every(part => part === star)
}
