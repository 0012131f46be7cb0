// What the plugin must not say: whatever is wrong with an application, no word of it that could be a secret leaves the sidecar.
// Every repository here holds the word "hunter2" where somebody may keep a password.

import { describe, expect, test } from 'vitest'
import { BUNDLE } from '../bundle.ts'
import { type Files, folderOf, hostEnv, SEED } from '../hosts/hosts.ts'
import { program, run } from '../programs.ts'

const kustomize = program('kustomize')
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: hunter2}\n'

function generate(files: Files, env: Readonly<Record<string, string>> = {}) {
  return run(BUNDLE, ['cmp', 'generate'], { cwd: folderOf(files), env: { ...hostEnv(), ...env } })
}

/** Refused with these words, in a short report without the secret. */
function refusesQuietly(files: Files, words: string, env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, exitCode } = generate(files, env)
  expect(stderr).not.toMatch(/hunter2|104 117 110|aHVudGVy/)
  expect(stderr).toContain(words)
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
}

function kustomization(text: string, files: Files = {}): Files {
  return {
    'kustomization.yaml': `resources: [c.yaml, a.yaml]\n${text}`,
    'a.yaml': CONFIG_MAP,
    'c.yaml': SEED,
    ...files,
  }
}

describe.skipIf(kustomize === undefined)('what kustomize refuses is told in words of ours', () => {
  const generator = (text: string) => `secretGenerator: [{name: x, ${text}}]`
  const patch = (text: string) => `patches: [{patch: ${JSON.stringify(text)}, target: {kind: ConfigMap}}]`
  test.each<readonly [string, string]>([
    [generator('literals: ["hunter2-secret"]'), '`key=value`'],
    [generator('literals: ["a=b", "hunter2\\nmore"]'), '`secretGenerator[0].literals[1]`'],
    [generator('literals: ["password=hunter2", "password=hunter2"]'), 'one key twice'],
    [generator('literals: hunter2'), '`secretGenerator.'],
    [generator('literals: [{password: hunter2}]'), 'must be a string, not a map'],
    [generator('hunter2: x'), 'one that kustomize knows'],
    [generator('behavior: merge, literals: [password=hunter2]'), '`behavior`'],
    [generator('files: ["a=b=hunter2"]'), 'secretGenerator[0].files[0]'],
    ['configMapGenerator: [{name: hunter2, behavior: replace, literals: [a=b]}]', '`behavior`'],
    [patch('password: hunter2'), '`patches[0].patch`'],
    [patch('{password: hunter2'), 'each patch must be one object'],
    [patch('- op: hunter2\n  path: /data/y\n  value: hunter2'), 'each operation'],
    [patch('[{"op": "test", "path": "/data/x", "value": "hunter2!"}]'), 'each operation'],
    [patch('[{"op": "add", "path": "/data/hunter2/x", "value": 1}]'), 'each operation'],
    [patch('$patch: hunter2'), 'must succeed'],
    [
      'patches: [{patch: "apiVersion: v1\\nkind: Secret\\nmetadata: {name: hunter2}\\ndata: {p: hunter2}"}]',
      'exactly one object',
    ],
    ['patches: hunter2', '`patches` must be a list, not a string'],
    ['patchesStrategicMerge: ["password: hunter2"]', 'must succeed'],
    ['patchesStrategicMerge: ["password=hunter2"]', '`patchesStrategicMerge[0]` must exist'],
    [
      'patchesJson6902: [{target: {version: v1, kind: ConfigMap, name: a}, patch: "[{op: test, value: hunter2}]"}]',
      'must succeed',
    ],
    [
      'replacements: [{source: {kind: Secret, name: hunter2}, targets: [{select: {kind: Pod}, fieldPaths: [x]}]}]',
      'source of a replacement',
    ],
    ['vars: [{name: hunter2, objref: {kind: Secret, name: s, apiVersion: v1}}]', '`vars`'],
    ['replicas: [{name: hunter2, count: 3}]', '`replicas`'],
    ['images: [{name: x, newTag: [hunter2]}]', '`images.newTag` must be a string, not a list'],
    [
      'transformers: ["{apiVersion: builtin, kind: PatchTransformer, metadata: {name: x}, patch: \'password: hunter2\'}"]',
      'each patch',
    ],
    [
      'transformers: ["{apiVersion: builtin, kind: Hunter2, metadata: {name: hunter2}}"]',
      'of a kind that kustomize has',
    ],
    ['transformers: ["{apiVersion: v1, kind: hunter2 x, metadata: {name: hunter2}}"]', 'this config must not be run'],
    ['transformers: ["password: hunter2: x"]', 'yaml-syntax'],
    ['sortOptions: {order: hunter2}', '`sortOptions.order`'],
    ['buildMetadata: [hunter2]', ''],
  ])('%s', (text, words) => {
    const { stderr, exitCode } = generate(kustomization(text))
    expect(stderr).not.toMatch(/hunter2/i)
    expect(stderr).toContain(words)
    if (words !== '') expect(exitCode).toBe(1)
  })

  test.each<readonly [string, Files, string]>([
    ['syntax', { 'a.yaml': 'apiVersion: v1\nkind: Secret\nstringData:\n  password: hunter2: x\n' }, 'a.yaml:4'],
    ['an anchor', { 'a.yaml': 'apiVersion: v1\nkind: Secret\ndata: *hunter2\n' }, 'a.yaml:3'],
    ['no name', { 'a.yaml': 'apiVersion: v1\nkind: Secret\nstringData: {password: hunter2}\n' }, '  a.yaml\n'],
    ['no kind', { 'a.yaml': 'metadata: {name: x}\nstringData: {password: hunter2}\n' }, 'must'],
    ['a text', { 'a.yaml': 'hunter2\n' }, '  a.yaml\n'],
    ['twin keys', { 'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: x, name: hunter2}\n' }, 'written twice'],
    ['an object twice', { 'a.yaml': `${CONFIG_MAP}---\n${CONFIG_MAP}` }, 'given twice'],
  ])('a manifest with %s', (_, files, words) => refusesQuietly(kustomization('', files), words))

  test('a base: the file is named as the application sees it', () => {
    const files = { 'base/kustomization.yaml': 'resources: [s.yaml]\n', 'base/s.yaml': 'hunter2: {hunter2: [\n' }
    const application = { ...files, 'c.yaml': SEED, 'kustomization.yaml': 'resources: [c.yaml, base]\n' }
    refusesQuietly(application, 'base/s.yaml:1:')
  })

  test.each(['pass word=hunter2\n', '\u00ff=hunter2\n', 'hunter2 x\n'])('an env file: %j', content => {
    const { stderr } = generate(kustomization('secretGenerator: [{name: x, envs: [e.env]}]', { 'e.env': content }))
    expect(stderr).not.toMatch(/hunter2|104 117 110/)
  })
})

describe('what is refused before kustomize runs', () => {
  test.each<readonly [string, string]>([
    [
      'secretGenerator: [{name: x, literals: [password=hunter2], files: [/etc/passwd]}]',
      '`secretGenerator[0].files[0]`',
    ],
    ['secretGenerator: [{name: x, files: [hunter2]}]', '`secretGenerator[0].files[0]` must exist'],
    ['configMapGenerator: [{name: x, files: ["password=hunter2 !"]}]', '`configMapGenerator[0].files[0]` must exist'],
    ['bases: ["https://user:hunter2@example.test/x?token=hunter2"]', '`bases[0]` must not be fetched'],
    ['helmCharts: [{name: x, valuesInline: {password: hunter2}}]', '`helmCharts` must not be used'],
    ['"hunter2 hunter2": x', 'this field must not be used'],
    ['secretGenerator: [{literals: [password=hunter2], literals: [password=hunter2]}]', 'duplicate-key'],
    ['secretGenerator: [{literals: ["password=hunter2]}]', 'yaml-syntax'],
    ['secretGenerator:\n- literals:\n  - password=hunter2\n - hunter2', 'yaml-syntax'],
    [
      'generators: ["{apiVersion: v1, kind: X, metadata: {annotations: {config.kubernetes.io/function: \'exec: {path: hunter2}\'}}}"]',
      'must not be run',
    ],
  ])('%s', (text, words) => refusesQuietly(kustomization(text), words))

  test('a function annotation', () => {
    const annotation =
      'metadata:\n  annotations: {config.kubernetes.io/function: "exec: {path: sh hunter2, args: [hunter2]}"}'
    refusesQuietly(
      { 'kustomization.yaml': 'generators: [c.yaml]\n', 'c.yaml': SEED.replace('metadata:', annotation) },
      'exec.args',
    )
  })
})

describe('parameters', () => {
  const given = (parameters: unknown) => ({ ARGOCD_APP_PARAMETERS: JSON.stringify(parameters) })
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['no JSON', { ARGOCD_APP_PARAMETERS: '{hunter2' }, 'must be a JSON list'],
    ['a name', given([{ name: 'password=hunter2', string: 'x' }]), 'parameter with this name must be one of'],
    ['a value of another form', given([{ name: 'capvVersion', array: ['hunter2'] }]), 'must have the form'],
    ['a pattern', given([{ name: 'exclude', array: ['/password:hunter2'] }]), 'that stands in it'],
    ['a field', given([{ name: 'set', map: { 'password=hunter2': 'x' } }]), 'one of its keys'],
    ['an unknown field', given([{ name: 'set', map: { 'spec.vsphere.apiToken': 'hunter2' } }]), 'unknown-field'],
    ['a password', given([{ name: 'set', map: { 'spec.vsphere.password': 'hunter2' } }]), 'secret-in-input'],
    ['no YAML', given([{ name: 'set', map: { 'spec.vsphere.token': '{hunter2' } }]), 'must be one YAML value'],
    ['an unknown variable', { ARGOCD_ENV_TOKEN: 'hunter2' }, 'must be one of'],
  ])('%s', (_, env, words) => refusesQuietly({ 'c.yaml': SEED }, words, env))
})
