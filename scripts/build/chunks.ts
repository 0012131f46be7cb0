// What only some runs call, and the bundle therefore keeps aside (later.ts).

import type { Chunk } from './later.ts'

const READING = [
  'src/expand.ts',
  'src/read/document.ts',
  'src/read/plain-value.ts',
  'src/read/list-by-yaml.ts',
  'src/read/item-alone.ts',
  'src/write/local-config.ts',
]

/** zod, and our words for a faulty document. */
export const FAULTS: Chunk = { name: 'faults.js', modules: ['src/config/check-shape.ts'], shared: [] }

/** The KRM function: most that it shares with the command line is in the bundle. */
export const FUNCTION: Chunk = { name: 'function.js', modules: ['src/hosts/krm.ts'], shared: READING }

/** The Argo CD plugin. */
export const PLUGIN: Chunk = { name: 'plugin.js', modules: ['src/hosts/cmp.ts'], shared: READING }
