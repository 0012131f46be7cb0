// The JSON Schema is the same in every run: the bundle holds it as text instead of zod's way to make it.

import type { Plugin } from 'esbuild'
import { haclusterJsonSchema } from '../../src/config/schema/json-schema.ts'

export const schemaMadeAhead: Plugin = {
  name: 'schema made ahead',
  setup({ onLoad }) {
    const text = JSON.stringify(JSON.stringify(haclusterJsonSchema()))
    onLoad({ filter: /\/src\/config\/schema\/json-schema\.ts$/ }, () => ({
      contents: `let made\nexport const haclusterJsonSchema = () => (made ??= JSON.parse(${text}))\n`,
    }))
  },
}
