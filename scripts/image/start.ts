// The program of the image: the bundle beside it as one script, with its V8 code cache. Where that does not fit (another
// Node, other V8 flags, no file) V8 compiles the text as always.
// Other ways take longer than 1.5 times a bare Node: `module.enableCompileCache` 2.4, since it keeps what the top level of a
// file compiles and not the functions that a run calls; a snapshot of a Node that has run 2.5, and an empty one 1.7.

import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'

const filename = `${import.meta.dirname}/capv-ha.js`
const cachedData = readIfThere(`${import.meta.dirname}/capv-ha.cache`)
// The bundle is ASCII (esbuild escapes the rest), and Latin-1 is what V8 keeps as it is.
const text = readFileSync(filename, 'latin1')
const script = new Script(text, { filename, ...(cachedData ? { cachedData } : {}) })
script.runInThisContext()(process.getBuiltinModule, import.meta.dirname)

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
