// Regular expressions as Go reads and matches them, in time linear in the text whatever the pattern: RE2, ported to
// JavaScript. Its code is loaded for patterns that need it alone (pattern.ts).

import { RE2JS, RE2JSException } from 're2js'

/** Whether a text holds a match; `undefined` where the pattern is none to Go. */
export function compileGoPattern(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(pattern)
    return text => compiled.test(text)
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}
