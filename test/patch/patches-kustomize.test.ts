// Our patches against kustomize's own: the same object and the same text, through `kubectl kustomize` and through ours.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import type { Manifest } from '../../src/manifest.ts'
import { applyPatches } from '../../src/patch/apply-patches.ts'
import { type PatchConfig, parsePatches } from '../../src/patch/parse-patches.ts'
import { readYamlValue } from '../../src/read/documents/yaml-value.ts'
import { program, run } from '../programs.ts'

const OBJECT: Manifest = {
  apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
  kind: 'VSphereMachineTemplate',
  metadata: { name: 'a', namespace: 'default', labels: { x: 'y', z: '' }, annotations: { note: 'n' } },
  spec: {
    m: { one: { k: 1, j: 2 }, two: { k: 1 } },
    list: [
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
    ],
    s: [1, 2, 3],
    only: { k: 1 },
    'a/b~c': 1,
  },
}
const CONFIG_MAP: Manifest = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'default' },
  data: { x: 'one\ntwo\n', y: 'z' },
}
const IDENTITY = `apiVersion: ${OBJECT.apiVersion}\nkind: ${OBJECT.kind}\nmetadata: {name: a, namespace: default}\n`
const ANY = { kind: 'VSphere.*' }

const STRATEGIC = [
  'spec: {new: 1, only: {z: 2}}',
  'spec: {m: {one: {$patch: replace, z: 1}, two: {$patch: delete}}}',
  'spec: {m: {$patch: merge, three: 1}}',
  'spec: {new: {$patch: delete}}',
  'spec: {new: {$patch: replace, a: 1}}',
  'spec: {list: [{name: b, v: 9}]}',
  'spec: {new: [1, {a: [2]}], list: null}',
  'spec: {only: {k: ""}}',
  'spec: {only: {k: "1", z: "true"}}',
  'spec: {m: null, gone: null}',
  'spec: null',
]
const REFUSED_STRATEGIC = [
  'spec: {list: {a: 1}}',
  'spec: {m: [1]}',
  'spec: {m: text}',
  'spec: {s: text}',
  'spec: {only: {k: {z: 1}}}',
  'spec: {only: {k: [z]}}',
  'spec: {only: {$patch: other, z: 1}}',
]
const OPERATIONS = [
  '{op: add, path: /spec/s/-, value: 4}',
  '{op: add, path: /spec/s/3, value: 4}',
  '{op: add, path: /spec/s/0, value: 0}',
  '{op: add, path: /spec/s/-1, value: 9}',
  '{op: add, path: /spec/s, value: 1}',
  '{op: add, path: /spec/new, value: {a: [1]}}',
  '{op: replace, path: /spec/s/-1, value: 9}',
  '{op: replace, path: /spec/only, value: text}',
  '{op: replace, path: /spec/a~1b~0c, value: 2}',
  '{op: remove, path: /spec/s/-1}',
  '{op: remove, path: /spec/list/0}',
  '{op: move, from: /spec/s/0, path: /spec/s/2}',
  '{op: copy, from: /spec/list/0, path: /spec/list/-}',
  '{op: test, path: /spec/nope, value: null}',
  '{op: test, path: /spec/only, value: {k: 1.0}}',
  '{op: test, path: /spec/list, value: [{v: 1, name: a}, {name: b, v: 2}]}',
]
const REFUSED_OPERATIONS = [
  '{op: add, path: /spec/nope/z, value: 1}',
  '{op: add, path: /spec/s/4, value: 1}',
  '{op: add, path: /spec/only/k/x, value: 1}',
  '{op: add, path: /spec/list/name, value: 1}',
  '{op: replace, path: /spec/s/-, value: 9}',
  '{op: replace, path: /spec/s/3, value: 9}',
  '{op: remove, path: /spec/s/7}',
  '{op: remove, path: /spec/nope}',
  '{op: move, from: /spec/nope, path: /spec/s/0}',
  '{op: move, from: /spec/m, path: /spec/m/x}',
  '{op: test, path: /spec/nope}',
  '{op: test, path: /spec/nope/x/y, value: null}',
  '{op: test, path: /spec/only/k, value: 2}',
  '{op: test, path: /spec/only, value: {k: 1, z: null}}',
  '{op: other, path: /spec/nope}',
  '{op: replace, path: "", value: {a: 1}}',
]
/** Where kustomize leaves something empty and we leave it out: what the patch, and where the two differ. */
const EMPTIED: readonly (readonly [PatchConfig, object, object])[] = [
  [own('spec: {only: {k: null}}'), { only: {} }, {}],
  [own('spec: {only: {$patch: replace, z: null, y: {x: null}}}'), { only: { y: {} } }, {}],
  [own('spec: {list: [{name: c}], s: []}'), { s: [] }, {}],
  [own('spec: {new: {q: null, r: {s: null}, t: {}}}'), { new: { r: {}, t: {} } }, { new: { t: {} } }],
  [operation('{op: remove, path: /spec/only/k}'), { only: {} }, {}],
  [operation('{op: move, from: /spec/only/k, path: /spec/s/0}'), { only: {} }, {}],
]
/** What kustomize lets through and we do not: it makes a field of a typing error, or leaves null or a directive in the object. */
const STRICTER = [
  patchOf(ANY, '- {op: replace, path: /spec/nope, value: 1}'),
  patchOf(ANY, '- {op: replace, path: /spec/s/01, value: 1}'),
  patchOf(ANY, '- {op: copy, from: /spec/nope, path: /spec/s/0}'),
  patchOf(ANY, '- {op: add, path: spec/x, value: 1}'),
  patchOf(ANY, '- {op: add, path: /spec/x, value: null}'),
  patchOf(ANY, '- {op: add, path: /spec/x}'),
  patchOf(undefined, `${IDENTITY}spec: {s: [1, null]}`),
  patchOf(undefined, `${IDENTITY}spec: {list: [{name: a, $patch: delete}]}`),
  patchOf(undefined, `${IDENTITY}spec: {list: [{$patch: replace}, {name: c}]}`),
  patchOf(undefined, `${IDENTITY}spec: {$setElementOrder/list: [a]}`),
  patchOf(undefined, `${IDENTITY}$patch: delete`),
  patchOf({ kind: 'Other' }, '- {op: remove, path: /spec/s}'),
]
const TARGETS = [
  { group: 'infra.*', version: 'v1beta.', kind: 'VSphereMachine(Template)?' },
  { group: 'infra' },
  { version: 'v1beta1' },
  { kind: 'VSphereMachine' },
  { name: 'a|b' },
  { namespace: 'def.*' },
  { namespace: 'other' },
  { name: '' },
  ...[
    'a',
    'A',
    '.',
    '.*',
    'a.*',
    '.+b',
    'a|',
    '|b',
    'a)|(b',
    '(?i)A',
    '[[:lower:]]',
    '[^[:^alpha:]]',
    '\\pL',
    '\\Qa\\E',
    '\\x61',
  ].map(name => ({ name })),
  ...[
    'a{1,2}?',
    '(a+)+',
    '(?P<n>a)',
    '(?<n>a)',
    '(?s:.)',
    '\\Aa\\z',
    '^a$',
    'a$b',
    '\\ba\\b',
    '[\\w-]',
    'a??',
    '(?U)a*',
    '\\141',
  ].map(name => ({ name })),
  { group: 'infrastructure\\.cluster\\.x-k8s\\.io' },
  { group: 'infrastructure.cluster.x.k8s.io' },
  { kind: 'Other|VSphere[A-Z].*Template' },
  { kind: 'VSphere.*Machine.*Template.*' },
  { labelSelector: 'x=y' },
  { labelSelector: 'x == y, z' },
  { labelSelector: 'x!=y' },
  { labelSelector: 'q!=y' },
  { labelSelector: 'x in (y, w),!q' },
  { labelSelector: 'x notin (y)' },
  { labelSelector: 'q notin (y)' },
  { labelSelector: '!x' },
  { labelSelector: 'z=' },
  { annotationSelector: 'note=n' },
  { annotationSelector: 'note=other' },
  {},
]

/** Patterns and selectors that Go does not take, some of them patterns to JavaScript. */
const REFUSED_TARGETS = [
  ...[
    '(?=a)a',
    '(?<=b)a',
    '(a)\\1',
    'a++',
    'a**',
    '\\Z',
    '\\ca',
    '\\u0061',
    '[b-a]',
    '[[:nope:]]',
    '\\p{Nope}',
    '(',
    '*',
  ].map(name => ({ name })),
  ...['a{1001}', '((a{99}){99})', '(?#c)a', '[a'].map(name => ({ name })),
  { labelSelector: 'x in y' },
]

const kubectl = program('kubectl')
const folder = mkdtempSync(join(tmpdir(), 'capv-ha-kustomize-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(kubectl === undefined)('as kustomize', () => {
  const accepted = [...STRATEGIC.map(own), ...OPERATIONS.map(operation)]

  test('what both accept, one object for each patch', () => {
    const objects = accepted.map((_, i) => named(OBJECT, `a${i}`))
    const patches = accepted.map((patch, i) => forObject(patch, `a${i}`))
    const theirs = byKustomize(objects, patches)
    expect(theirs).toHaveLength(accepted.length)
    for (const [i, object] of objects.entries()) {
      const patch = forObject(accepted[i] ?? { patch: '' }, `a${i}`)
      const found = theirs?.find(each => each.metadata.name === `a${i}`)
      expect(byUs(object, patch), patch.patch).toEqual(found)
    }
  })

  test.each([...REFUSED_STRATEGIC.map(own), ...REFUSED_OPERATIONS.map(operation)])('refused: %j', patch => {
    expect(byKustomize([OBJECT], [patch])).toBeUndefined()
    expect(byUs(OBJECT, patch)).toBeUndefined()
  })

  test('which targets match', () => {
    const hits = TARGETS.map((target, i) => patchOf(target, `- {op: add, path: /spec/hit${i}, value: ${i}}`))
    const [theirs] = byKustomize([OBJECT], hits) ?? []
    for (const [i, hit] of hits.entries()) {
      const isTheirs = theirs !== undefined && `hit${i}` in theirs.spec
      expect(byUs(OBJECT, hit) !== undefined, JSON.stringify(TARGETS[i])).toBe(isTheirs)
    }
  })

  test.each(REFUSED_TARGETS)('refused target: %j', target => {
    const patch = patchOf(target, '- {op: add, path: /spec/hit, value: 1}')
    expect(byKustomize([OBJECT], [patch])).toBeUndefined()
    expect(byUs(OBJECT, patch)).toBeUndefined()
  })

  test('an identity beside a target is ignored', () => {
    const patch = patchOf(ANY, 'apiVersion: v1\nkind: not-important\nmetadata: {name: no, namespace: no}\nspec: {x: 1}')
    expect(byUs(OBJECT, patch)).toEqual(byKustomize([OBJECT], [patch])?.[0])
  })

  test('a ConfigMap', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "new\\n", y: null, w: v}'
    const patch = patchOf(undefined, text)
    expect(byUs(CONFIG_MAP, patch)).toEqual(byKustomize([CONFIG_MAP], [patch])?.[0])
  })

  test.each(EMPTIED)('nothing is left empty: %j', (patch, left, kept) => {
    const theirs = byKustomize([OBJECT], [patch])?.[0]
    expect(theirs?.spec).toMatchObject(left)
    expect(byUs(OBJECT, patch)).toEqual({ ...theirs, spec: { ...without(theirs?.spec, Object.keys(left)), ...kept } })
  })

  test.each(STRICTER)('stricter: %j', patch => {
    expect(byKustomize([OBJECT], [patch])).toBeDefined()
    expect(byUs(OBJECT, patch)).toBeUndefined()
  })
})

function own(text: string): PatchConfig {
  return patchOf(undefined, IDENTITY + text)
}

function operation(text: string): PatchConfig {
  return patchOf(ANY, `- ${text}`)
}

function patchOf(target: PatchConfig['target'], patch: string): PatchConfig {
  return target === undefined ? { patch } : { target, patch }
}

function without(object: object | undefined, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([key]) => !keys.includes(key)))
}

function named(object: Manifest, name: string): Manifest {
  return { ...object, metadata: { ...object.metadata, name } }
}

/** The patch for the object of that name alone. */
function forObject({ target, patch }: PatchConfig, name: string): PatchConfig {
  return patchOf(target && { ...target, name }, patch.replace('{name: a,', `{name: ${name},`))
}

interface Found {
  readonly metadata: { readonly name: string }
  readonly spec: object
}

/** The objects as kustomize patches them, `undefined` where it refuses. */
function byKustomize(objects: readonly Manifest[], patches: readonly PatchConfig[]): readonly Found[] | undefined {
  writeFileSync(join(folder, 'objects.yaml'), objects.map(object => stringify(object)).join('---\n'))
  writeFileSync(join(folder, 'kustomization.yaml'), stringify({ resources: ['objects.yaml'], patches }))
  const { stdout, exitCode } = run(kubectl, ['kustomize', folder])
  return exitCode === 0 ? parseAllDocuments(stdout).map(document => document.toJS()) : undefined
}

function byUs(object: Manifest, patch: PatchConfig): unknown {
  const { patches, problems } = parsePatches([patch], readYamlValue)
  if (problems.length > 0) return undefined
  const patched = applyPatches([object], patches)
  return patched.problems.length > 0 ? undefined : patched.manifests[0]
}
