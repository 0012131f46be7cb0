// Writes the V8 code cache of the bundle: `node code-cache.ts capv-ha.js capv-ha.cache < list`. The bundle runs first, as
// the function over the list on standard input, so that the cache holds every function that such a run calls: without them
// it saves a quarter as much.

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

const [bundle, cache] = process.argv.splice(2)
if (bundle === undefined || cache === undefined) throw new Error('usage: node code-cache.ts BUNDLE CACHE < LIST')
const script = new Script(readFileSync(bundle, 'latin1'), { filename: bundle })
// The bundle leaves as soon as everything is written.
process.on('exit', code => {
  if (code !== 0) throw new Error('the bundle must accept the list on standard input')
  writeFileSync(cache, script.createCachedData())
})
script.runInThisContext()(process.getBuiltinModule, dirname(bundle))
