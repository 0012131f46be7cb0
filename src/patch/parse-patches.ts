// From `spec.patches` as written to patches that can be applied: text read, form told apart, target compiled.

import { isJsonObject } from '../is-json.ts'
import type { Json, JsonObject } from '../manifest.ts'
import type { Path, Problem } from '../problems/problem.ts'
import { formatPath } from '../problems/problem.ts'
import { parseOperations } from './parse-operations.ts'
import type { Patch, PatchBody } from './patch.ts'
import { type Selector, selectIdentity, selectTarget, type Target } from './selector.ts'
import { strategicFault } from './strategic-merge.ts'

export interface PatchConfig {
  readonly target?: Target | undefined
  readonly patch: string
}

/** Reads YAML or JSON text; handed in, since only `read/` knows YAML. */
export type ReadText = (
  text: string,
) =>
  | { readonly value: Json }
  | { readonly fault: { readonly message: string; readonly fix?: string; readonly line?: number } }

export interface ParsedPatches {
  readonly patches: readonly Patch[]
  readonly problems: readonly Problem[]
}

/** Returns `patch-syntax`, at most one for each patch. */
export function parsePatches(configs: readonly PatchConfig[], readText: ReadText): ParsedPatches {
  const patches: Patch[] = []
  const problems: Problem[] = []
  for (const [index, config] of configs.entries()) {
    const parsed = parsePatch(config, ['spec', 'patches', index], readText)
    if ('code' in parsed) problems.push(parsed)
    else patches.push(parsed)
  }
  return { patches, problems }
}

const FORMS = 'see docs/patches.md for the two forms'

function parsePatch({ target, patch }: PatchConfig, path: Path, readText: ReadText): Patch | Problem {
  const text = readText(patch)
  const at = [...path, 'patch']
  if ('fault' in text) {
    const { message, fix, line } = text.fault
    const why = `${line === undefined ? '' : `line ${line} of it: `}${message}`
    return syntax(at, 'must be YAML or JSON', why, fix ?? FORMS)
  }
  const body = parseBody(text.value)
  if ('fault' in body)
    return syntax(at, 'must be a strategic merge patch or a list of JSON patch operations', body.fault, FORMS)
  const selector = parseTarget(target, text.value, path)
  return 'selects' in selector ? { path, body, ...selector } : selector
}

function parseBody(value: Json): PatchBody | { readonly fault: string } {
  if (Array.isArray(value)) return parseOperations(value)
  if (!isJsonObject(value)) return { fault: 'it is a single value' }
  if ('op' in value && 'path' in value) return { fault: 'an operation must stand in a list: write "- " before it' }
  const fault = strategicFault(value)
  return fault === undefined ? { type: 'strategic', merge: withoutIdentity(value) } : { fault }
}

/** The identity in a patch selects where there is no target and is ignored beside one, as in kustomize: it changes nothing. */
function withoutIdentity({ apiVersion: _, kind: __, metadata, ...rest }: JsonObject): JsonObject {
  if (!isJsonObject(metadata)) return metadata === undefined ? rest : { metadata, ...rest }
  const { name: _name, namespace: _namespace, ...marks } = metadata
  return Object.keys(marks).length === 0 ? rest : { metadata: marks, ...rest }
}

function parseTarget(target: Target | undefined, value: Json, path: Path): Selector | Problem {
  if (target !== undefined) {
    const selection = selectTarget(target)
    if ('selects' in selection) return selection
    return syntax([...path, 'target', selection.field], selection.fault, undefined, selection.fix)
  }
  const selector = isJsonObject(value) ? selectIdentity(value) : undefined
  if (selector !== undefined) return selector
  const what = isJsonObject(value)
    ? 'the patch has no `apiVersion`, `kind` and `metadata.name` of its own'
    : 'a JSON patch names no object'
  return syntax(
    path,
    'must say which objects it is for',
    what,
    'add `target`, such as `target: {kind: MachineDeployment}`',
  )
}

function syntax(path: Path, claim: string, why: string | undefined, fix: string): Problem {
  return {
    code: 'patch-syntax',
    severity: 'error',
    path,
    message: `\`${formatPath(path)}\` ${claim}`,
    ...(why === undefined ? {} : { why }),
    fix,
  }
}
