// docs/errors.md: its tables are made, between a pair of comments for each subject; the prose around them is written by hand.

import { fileURLToPath } from 'node:url'
import type { CodeEntry } from './collect.ts'

export const ERRORS_PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))

const SECTION = /<!-- rules: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g

/** The page with the tables as they are now; throws where a subject has no place on it. */
export function withTables(page: string, codes: readonly CodeEntry[]): string {
  const subjects = new Set(codes.map(({ subject }) => subject))
  const filled = page.replaceAll(SECTION, (_, subject: string) => {
    subjects.delete(subject)
    return `<!-- rules: ${subject} -->\n\n${table(codes.filter(code => code.subject === subject))}\n\n<!-- end -->`
  })
  if (subjects.size > 0) throw new Error(`docs/errors.md has no section for ${[...subjects].join(', ')}`)
  return filled
}

function table(codes: readonly CodeEntry[]): string {
  const rows = codes.map(({ code, severity, meaning, cure }) => `| \`${code}\` | ${severity} | ${meaning} | ${cure} |`)
  return ['| Code | Severity | Meaning | For example |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
