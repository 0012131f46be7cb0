// How esbuild makes one script of the sources, whoever it is for.

import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'esbuild'
import manifest from '../../package.json' with { type: 'json' }
import { madeAhead } from './made-ahead.ts'

export const bundleOptions: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  // An older Node must be able to read the file to say that it is too old.
  supported: { 'logical-assignment': false },
  // CommonJS starts in 1.45 times a bare node where the same code as an ES module takes 1.65.
  format: 'cjs',
  // The library's ES modules, which it hands only to browsers: a quarter smaller and faster to load than its CommonJS ones.
  alias: { yaml: fileURLToPath(new URL('../../node_modules/yaml/browser/dist/index.js', import.meta.url)) },
  // Node spends about a third of its start with us on compiling the text: short names save two milliseconds. A stack from a
  // report is read with the map, which is not part of what users get.
  minify: true,
  legalComments: 'inline',
  logLevel: 'warning',
  plugins: [madeAhead],
}

const needed = manifest.engines.node.replace('>=', '')
const [major, minor] = needed.split('.')

/** The one sentence about Node, and the question before it: in words that any Node understands. */
export const NEEDED = `capv-ha needs Node ${needed} or newer`
const VERSION = "process.versions.node.split('.')"
const IS_TOO_OLD = `(${VERSION}[0] - ${major} || ${VERSION}[1] - ${minor}) < 0`
export const PROGRAM_CHECK = `if (${IS_TOO_OLD}) { console.error('${NEEDED}; this is ' + process.version + '.'); process.exit(2) }`
export const LIBRARY_CHECK = `if (${IS_TOO_OLD}) throw new Error('${NEEDED}; this is ' + process.version + '.');`

/** Without `require` the file is a plain script, so it also runs where a package.json next to it says `"type": "module"`. */
export const SCRIPT_BANNER = 'var require = process.getBuiltinModule;'
