// The built bundle, as users run it. `npm test` builds it first.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../', import.meta.url))
export const BUNDLE = `${ROOT}dist/capv-ha.js`

if (!existsSync(BUNDLE)) throw new Error('dist/capv-ha.js is missing: run "npm run build" first, or "npm test"')
