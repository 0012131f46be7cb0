// npm run rules: prints every problem code with what belongs to it, and writes the tables of docs/errors.md and what rules read.

import { readFileSync, writeFileSync } from 'node:fs'
import { collectCodes, faultsOf } from './rules/collect.ts'
import { ERRORS_PAGE, withTables } from './rules/errors-page.ts'
import { READS, readsModule } from './rules/reads-module.ts'

const codes = await collectCodes()
const head = ['code', 'severity', 'subject', 'reads', 'source', 'failing golden', 'passing edge']
const rows = codes.map(({ code, severity, subject, rule, golden, edge }) => [
  ...[code, severity, subject, rule?.reads.join(' ') ?? '', rule?.source ?? '', golden ?? '', edge ?? ''],
])
const widths = head.map((title, i) =>
  Math.max(...[title, ...rows.map(row => row[i] ?? '')].map(({ length }) => length)),
)
for (const row of [head, ...rows])
  console.log(
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )

const faults = [...(await faultsOf(codes))]
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
writeFileSync(ERRORS_PAGE, withTables(readFileSync(ERRORS_PAGE, 'utf8'), codes))
writeFileSync(READS, readsModule(codes))
