// What is the same in every run is made when the bundle is: the JSON Schema as text instead of zod's way to make it, whole for
// readers and in parts for the question whether a document fits; of package.json the version.

import type { Plugin } from 'esbuild'
import manifest from '../../package.json' with { type: 'json' }
import { haclusterJsonSchema } from '../../src/config/schema/json-schema.ts'
import { REFERENCE, shapeParts } from '../../src/config/schema/shape-schema.ts'

export const madeAhead: Plugin = {
  name: 'made ahead',
  setup({ onLoad }) {
    const whole = `
let made
export const haclusterJsonSchema = () => (made ??= JSON.parse(${textOf(haclusterJsonSchema())}))
`
    const inParts = `
const texts = { ${shapeParts().map(([name, part]) => `${JSON.stringify(name)}: ${textOf(part)}`)} }
const parts = {}
export const REFERENCE = ${JSON.stringify(REFERENCE)}
export const shapeSchema = name => (parts[name] ??= JSON.parse(texts[name]))
`
    onLoad({ filter: /\/src\/config\/schema\/json-schema\.ts$/ }, () => ({ contents: whole }))
    onLoad({ filter: /\/src\/config\/schema\/shape-schema\.ts$/ }, () => ({ contents: inParts }))
    onLoad({ filter: /\/package\.json$/ }, () => ({
      contents: JSON.stringify({ version: manifest.version }),
      loader: 'json',
    }))
  },
}

/** A string literal that JSON.parse reads. */
function textOf(value: unknown): string {
  return JSON.stringify(JSON.stringify(value))
}
