// What only some runs call, and the bundle therefore keeps aside (later.ts).

import type { Chunk } from './later.ts'

/** The YAML library: plain text is read without it. */
export const YAML: Chunk = {
  name: 'yaml.js',
  modules: [
    'src/read/documents-by-yaml.ts',
    'src/read/item-by-yaml.ts',
    'src/read/list-by-yaml.ts',
    'src/write/mark-by-yaml.ts',
  ],
  shared: [],
}

const READING = ['src/expand.ts', 'src/read/document.ts', 'src/read/plain-yaml.ts', ...YAML.modules]

/** zod, and our words for a faulty document. */
export const FAULTS: Chunk = { name: 'faults.js', modules: ['src/config/check-shape.ts'], shared: [] }

/** The KRM function: most that it shares with the command line is in the bundle. */
export const FUNCTION: Chunk = { name: 'function.js', modules: ['src/hosts/krm.ts'], shared: READING }

/** The Argo CD plugin. */
export const PLUGIN: Chunk = { name: 'plugin.js', modules: ['src/hosts/cmp.ts'], shared: READING }
