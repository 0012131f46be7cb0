// npm run schema: writes what is generated from the schema.

import { mkdirSync, writeFileSync } from 'node:fs'
import { editorSchema } from '../src/config/schema/editor-schema.ts'
import { fieldTable } from './field-table.ts'

for (const folder of ['fn-config', 'docs']) mkdirSync(folder, { recursive: true })
writeFileSync('fn-config/hacluster.schema.json', `${JSON.stringify(editorSchema(), null, 2)}\n`)
writeFileSync('docs/hacluster.md', fieldTable())
