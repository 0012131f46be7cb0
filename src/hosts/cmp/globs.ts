// Patterns over paths inside an application: `*` and `?` stay within a name, `**` crosses folders. minimatch gives the answers
// and bears hostile patterns; picomatch 4 and zeptomatch 2 make a regular expression of them that backtracks for minutes.

import { Minimatch, type MinimatchOptions } from 'minimatch'

// Everything else that a glob can say is refused before (parameters.ts).
const OPTIONS: MinimatchOptions = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
  platform: 'linux',
}

/**
 * Tells of a path whether a pattern names it or a folder that it lies in. A pattern without a slash means a name at any
 * depth, one with a slash a path from the application's folder.
 */
export function coveredBy(patterns: readonly string[]): (path: string) => boolean {
  const globs = patterns.map(pattern => ({
    hasSlash: pattern.includes('/'),
    glob: new Minimatch(pattern.replace(/^(\.\/)+|\/+$/g, ''), OPTIONS),
  }))
  return path => {
    const names = path.split('/')
    return globs.some(({ hasSlash, glob }) =>
      names.some((name, index) => glob.match(hasSlash ? names.slice(0, index + 1).join('/') : name)),
    )
  }
}
