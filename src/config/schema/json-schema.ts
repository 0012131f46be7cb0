// The JSON Schema of HACluster for editors (`capv-ha schema`), made from the zod schema. The field table of
// docs/hacluster.md and the suggestions for unknown fields are read from it as well.

import * as z from 'zod/mini'
import { HACLUSTER_API_VERSION, HACLUSTER_KIND, type JsonObject } from '../../manifest.ts'
import { haclusterSchema } from './hacluster.ts'
import { SENTENCES } from './scalars.ts'

let made: JsonObject | undefined

/** Draft 2020-12. Made when first asked for: a run over a good cluster never needs it. */
export function haclusterJsonSchema(): JsonObject {
  made ??= make()
  return made
}

function make(): JsonObject {
  const { $schema, ...schema } = z.toJSONSchema(haclusterSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // No word of JSON Schema: what editors with yaml-language-server say instead of showing the pattern.
      const sentence = jsonSchema.pattern === undefined ? undefined : SENTENCES.get(jsonSchema.pattern)
      if (sentence !== undefined) jsonSchema.patternErrorMessage = sentence
      // Every whole number would otherwise carry the bounds of a JavaScript integer.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  const document = {
    $schema,
    $id: `https://${HACLUSTER_API_VERSION}/hacluster.schema.json`,
    title: HACLUSTER_KIND,
    description: 'A highly available kubeadm cluster on vSphere, expanded into Cluster API objects by capv-ha.',
    ...schema,
  }
  // Through text, so that nothing of zod's own (getters, symbols) is handed out.
  return JSON.parse(JSON.stringify(document))
}
