// src/config/checks/reads.ts: of the metadata of rules what the program itself asks for, without the words that only documents need.

import { fileURLToPath } from 'node:url'
import type { CodeEntry } from './collect.ts'

export const READS = fileURLToPath(new URL('../../src/config/checks/reads.ts', import.meta.url))

/** The text of the module, formatted as the rest of the sources. */
export function readsModule(codes: readonly CodeEntry[]): string {
  const rows = codes.flatMap(({ code, rule }) => (rule === undefined ? [] : [`${code} ${rule.reads.join(' ')}`]))
  return `// Which fields the rules read, by code: written by \`npm run rules\` from what each of them says of itself.

const ROWS = \`
${rows.sort().join('\n')}
\`

/** The fields that decide on a code, as docs/hacluster.md writes them; \`undefined\` for what is no rule over fields. */
export function readsOf(code: string): readonly string[] | undefined {
  for (const row of ROWS.split('\\n')) if (row.startsWith(\`\${code} \`)) return row.split(' ').slice(1)
  return undefined
}
`
}
