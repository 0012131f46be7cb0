// The regular expressions of patch targets. kustomize matches them with Go's engine, which cannot backtrack; JavaScript's can,
// for minutes over a kilobyte. So only the plainest patterns, which most are, go to it.

import { compileGoPattern } from './go-pattern.ts'

export interface Pattern {
  readonly matches: (text: string) => boolean
  /** What looking at one text may cost, in characters. */
  readonly cost: number
}

// Words, alternatives, and at most two wildcards: nothing to backtrack into but the name of an object.
const PLAIN = /^(?:[\w|.-]|\\\.)*(?:\.[*+](?:[\w|.-]|\\\.)*){0,2}$/
const LITERAL = /^[A-Za-z0-9_-]*$/

/** Anchored at both ends, as kustomize does it (api/types/selector.go); `undefined` where it is no pattern to Go. */
export function compilePattern(text: string): Pattern | undefined {
  if (LITERAL.test(text)) return { matches: candidate => candidate === text, cost: 1 }
  const anchored = `^(?:${text})$`
  const plain = PLAIN.test(text) ? new RegExp(anchored) : undefined
  const matches = plain ? (candidate: string) => plain.test(candidate) : compileGoPattern(anchored)
  return matches && { matches: remembered(matches), cost: text.length }
}

/** Objects are many, their kinds and groups few. */
function remembered(matches: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return text => {
    const answer = known.get(text) ?? matches(text)
    known.set(text, answer)
    return answer
  }
}
