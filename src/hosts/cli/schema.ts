// `capv-ha schema`: the JSON Schema of HACluster, for editors.

import { editorSchema } from '../../config/schema/editor-schema.ts'
import type { Command } from './command.ts'

export const schema: Command = {
  name: 'schema',
  usage: '',
  summary: 'print the JSON Schema of HACluster (draft 2020-12)',
  options: [],
  arguments: { min: 0, max: 0 },
  run: () => ({ stdout: [`${JSON.stringify(editorSchema(), undefined, 2)}\n`], stderr: '', exitCode: 0 }),
}
