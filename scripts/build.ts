// Bundles src/main.ts into the one file that users copy to a machine, and the adapter for the kpt-functions SDK beside it:
// `node scripts/run.cjs build`.

import { chmodSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { CHUNKS, SHARED } from './build/chunks.ts'
import { withLater } from './build/later.ts'
import { bundleOptions, LIBRARY_CHECK, PROGRAM_CHECK, SCRIPT_BANNER } from './build/options.ts'

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const outfile = root('dist/capv-ha.js')
const options: BuildOptions = { ...bundleOptions, sourcemap: 'external' }

const { plugins, footer } = await withLater(CHUNKS, SHARED, {
  root: root(''),
  outdir: root('dist'),
  options,
  placeOf: () => 'behind',
})

await build({
  ...options,
  plugins,
  entryPoints: [root('src/main.ts')],
  outfile,
  banner: { js: `#!/usr/bin/env node\n${PROGRAM_CHECK}\n${SCRIPT_BANNER}` },
  footer: { js: footer },
})

// The SDK itself is its user's: the adapter needs only its types.
await build({
  ...options,
  entryPoints: [root('src/hosts/kpt-func.ts')],
  outfile: root('dist/kpt-functions.js'),
  banner: { js: LIBRARY_CHECK },
})

// Spares Node the guess whether the bundle is a module.
writeFileSync(root('dist/package.json'), '{ "type": "commonjs" }\n')
chmodSync(outfile, 0o755)
