// The Argo CD plugin under Argo CD's own code: what arrives, what is refused, and what no repository can make it do.

import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { BUNDLE, ROOT } from '../bundle.ts'
import { type Files, folderOf, hostEnv, SEED } from '../hosts/hosts.ts'
import { program, run } from '../programs.ts'
import { argocdHost, health, type Plugin, startPlugin, until } from './plugin-host.ts'

const KUSTOMIZATION = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'
const FOREIGN = `# kept by somebody else
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  version: "1.30"
  text: |
    --- not a marker
     indented
--- # another
{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "json"}}
# tail
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: editor
  annotations: {config.kubernetes.io/local-config: "true"}
...
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: listed}
`
const CALL = `apiVersion: v1
kind: ConfigMap
metadata:
  name: capv-ha
  annotations: {config.kubernetes.io/function: "exec: {path: capv-ha}"}
`
/** Whatever the destination of the Application is. */
const IN_DEFAULT = SEED.replace('  name: capv-5\n', '  name: capv-5\n  namespace: default\n')
const kustomize = program('kustomize')
const EXPANDED = run(BUNDLE, ['render', '-'], { stdin: SEED }).stdout.split('---\n').length

/** A seed cluster of another name, with addresses of its own. */
function cluster(index: number): string {
  const [high, low] = [200 + Math.floor(index / 250), index % 250]
  return SEED.replaceAll('capv-5', `capv-${index}`).replaceAll('192.168.10.', `10.${high}.${low}.`)
}

interface Arrived {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
}

function objectsIn(stdout: string): readonly Arrived[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}

function names(stdout: string): readonly string[] {
  return objectsIn(stdout).map(({ kind, metadata }) => `${kind}/${metadata.name}`)
}

/** In the folder itself, without Argo CD: for what is about the process. */
function direct(folder: string, env: Readonly<Record<string, string>> = {}) {
  return run(BUNDLE, ['cmp', 'generate'], { cwd: folder, env: { ...hostEnv(), ...env } })
}

describe.skipIf(argocdHost === undefined)('under Argo CD', () => {
  let plugin: Plugin
  beforeAll(async () => {
    plugin = await startPlugin()
  })

  test('a folder: every cluster expanded, every other manifest as it was', () => {
    const repository = folderOf({
      'clusters/a.yaml': SEED,
      'clusters/more/b.yaml': `${FOREIGN}---\n${cluster(1)}`,
      'clusters/.argocd-source.yaml': 'plugin: {}\n',
      'clusters/README.md': '# not a manifest',
    })
    const { stdout, stderr, exitCode } = plugin.generate(repository, 'clusters')
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    const arrived = names(stdout)
    expect(arrived.filter(name => name.startsWith('ConfigMap/'))).toEqual([
      'ConfigMap/capv-5-load-balancer',
      'ConfigMap/capv-1-load-balancer',
      'ConfigMap/settings',
      'ConfigMap/json',
      'ConfigMap/listed',
    ])
    expect(arrived).toHaveLength(2 * EXPANDED + 3)
    expect(new Set(arrived).size).toBe(arrived.length)
    expect(stdout).not.toMatch(/"kind":"HACluster"|local-config/)
    expect(objectsIn(stdout).find(({ metadata }) => metadata.name === 'settings')).toMatchObject({
      data: { version: '1.30', text: '--- not a marker\n indented\n' },
    })
  })

  test('1,000 clusters arrive whole', () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`c/${index}.yaml`, cluster(index)]))
    const { stdout, exitCode } = plugin.generate(folderOf(files), 'c')
    expect(exitCode).toBe(0)
    const arrived = names(stdout)
    expect(arrived).toHaveLength(1000 * EXPANDED)
    expect(arrived.filter(name => name.startsWith('Cluster/'))).toHaveLength(1000)
  })

  test('20 requests at once, each with its own answer', async () => {
    const files: Record<string, string> = {}
    for (let index = 0; index < 20; index++) {
      files[`plain-${index}/c.yaml`] = cluster(index)
      files[`kustomized-${index}/kustomization.yaml`] = `${KUSTOMIZATION}generators: [c.yaml]\n`
      files[`kustomized-${index}/c.yaml`] = cluster(index)
    }
    const kind = kustomize === undefined ? 'plain' : 'kustomized'
    const applications = Array.from({ length: 20 }, (_, index) => `${index % 2 ? 'plain' : kind}-${index}`)
    const answers = await plugin.generateAll(folderOf(files), applications)
    for (const [index, { stdout, stderr, exitCode }] of answers.entries()) {
      expect(stderr).toBe('')
      expect(exitCode).toBe(0)
      expect(names(stdout)).toContain(`Cluster/capv-${index}`)
      expect(names(stdout)).toHaveLength(EXPANDED)
    }
    await until(() => plugin.leftovers().join() === '_cmp_server')
  })

  test('what the user interface may offer', () => {
    const { stdout, exitCode } = plugin.parameters(folderOf({ 'c/a.yaml': SEED }), 'c')
    expect(exitCode).toBe(0)
    const { parameterAnnouncements } = JSON.parse(stdout)
    expect(parameterAnnouncements.map(({ name }: { name: string }) => name)).toEqual([
      'capvVersion',
      'kubernetesVersion',
      'gitops',
      'include',
      'exclude',
      'set',
    ])
  })

  test('asked for parameters it says once that nothing is guarded, while nobody decides that', () => {
    const guarded = SEED.replace('spec:\n', 'spec:\n  gitops: None\n')
    const told = (text: string) =>
      plugin.parameters(folderOf({ 'c/a.yaml': text }), 'c').stdout.match(/no-gitops-guards/g)
    expect(told(`${SEED}---\n${SEED.replace('name: capv-5', 'name: capv-6')}`)).toHaveLength(1)
    expect(told(guarded)).toBeNull()
    const folder = folderOf({ 'a.yaml': SEED })
    const asked = (env: Readonly<Record<string, string>>) =>
      run(BUNDLE, ['cmp', 'parameters'], { cwd: folder, env: { ...hostEnv(), ...env } })
    expect(asked({}).stderr).toContain('warning[no-gitops-guards]')
    expect(asked({ ARGOCD_ENV_GITOPS: 'ArgoCD' }).stderr).toBe('')
    expect(asked({ ARGOCD_ENV_EXCLUDE: 'a.yaml' }).stderr).toBe('')
    const many = folderOf({ 'a.yaml': SEED, 'b.yaml': SEED.replace('name: capv-5', 'name: capv-6') })
    expect(run(BUNDLE, ['cmp', 'parameters'], { cwd: many, env: hostEnv() }).stderr).not.toContain('more')
    expect(direct(folder).stderr).not.toContain('no-gitops-guards')
  })

  test('guards arrive, and no check of Argo CD waits for an object of an early wave', () => {
    const zones = readFileSync(join(ROOT, 'examples/zones/cluster.yaml'), 'utf8')
    const env = { ARGOCD_APP_PARAMETERS: JSON.stringify([{ name: 'gitops', string: 'ArgoCD' }]) }
    const objects = objectsIn(plugin.generate(folderOf({ 'c/a.yaml': zones }), 'c', env).stdout)
    const waveOf = ({ metadata }: Arrived) => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0)
    expect(new Set(objects.map(waveOf))).toEqual(new Set([-20, -10, 0]))
    const scripts = join(ROOT, 'deploy/argocd/health')
    for (const script of readdirSync(scripts)) {
      const [, kind] = /^-- (\w+)/.exec(readFileSync(join(scripts, script), 'utf8')) ?? []
      const judged = objects.filter(object => object.kind === kind)
      const files = judged.map((object, index) => [`${index}.json`, JSON.stringify(object)])
      const folder = folderOf(Object.fromEntries(files))
      // As they are right after they were applied.
      const { stdout } = health(
        join(scripts, script),
        files.map(([name = '']) => join(folder, name)),
      )
      const unhealthy = judged.filter((_, index) => !/: Healthy "/.test(stdout.split('\n')[index] ?? ''))
      expect(unhealthy).toEqual(judged)
      expect(unhealthy.filter(object => waveOf(object) < 0)).toEqual([])
    }
  })

  test('parameters and plugin environment reach the clusters', () => {
    const repository = folderOf({
      'c/a.yaml': SEED,
      'c/values.yaml': 'a: 1\n',
      'c/drafts/b.yaml': SEED.replace('16.3', '15.1'),
    })
    const parameters = [
      { name: 'kubernetesVersion', string: '1.16.9' },
      { name: 'exclude', array: ['values.yaml', 'drafts/**'] },
      { name: 'set', map: { 'spec.machine.memoryMiB': '4096', 'spec.machine.template': 'other' } },
    ]
    const { stdout, stderr } = plugin.generate(repository, 'c', { ARGOCD_APP_PARAMETERS: JSON.stringify(parameters) })
    expect(stderr).toBe('')
    expect(stdout.match(/"version":"1.16.9"/g)).toHaveLength(3)
    expect(stdout.match(/"memoryMiB":4096/g)).toHaveLength(3)
    expect(stdout.match(/"template":"other"/g)).toHaveLength(3)
    const viaEnvironment = { ARGOCD_ENV_KUBERNETES_VERSION: '1.16.7', ARGOCD_ENV_INCLUDE: 'a.yaml, x/*.yaml' }
    for (const nothing of ['null', '[]']) {
      const answer = plugin.generate(repository, 'c', { ...viaEnvironment, ARGOCD_APP_PARAMETERS: nothing })
      expect(answer.stdout.match(/"version":"1.16.7"/g)).toHaveLength(3)
    }
  })

  test('a failure is a short error, the same each time, without a path of the machine', () => {
    const repository = folderOf({ 'c/a.yaml': SEED.replace('capvVersion', 'capvVersoin'), 'c/b.yaml': 'a: [\n' })
    const first = plugin.generate(repository, 'c')
    expect(first).toMatchObject({ stdout: '', exitCode: 1 })
    expect(first.stderr).toMatch(/failed exit status 1: error\[/)
    expect(first.stderr).toContain('a.yaml:6:3')
    expect(first.stderr).not.toMatch(/tmp|_cmp_server/)
    expect(plugin.generate(repository, 'c').stderr).toBe(first.stderr)
  })

  test.skipIf(kustomize === undefined)('the kustomize example, and an overlay that leaves its folder', () => {
    const example = plugin.generate(join(ROOT, 'examples'), 'kustomize-generator')
    expect(example.stderr).toBe('')
    expect(names(example.stdout)).toHaveLength(EXPANDED)
    const transformed = plugin.generate(join(ROOT, 'examples'), 'kustomize-transformer/production')
    expect(transformed.stderr).toBe('')
    const expected = readFileSync(join(ROOT, 'examples/kustomize-transformer/expected.yaml'), 'utf8')
    expect(names(transformed.stdout)).toHaveLength(expected.split(/^---$/m).length)
    const repository = folderOf({
      'base/kustomization.yaml': `${KUSTOMIZATION}resources: [cluster.yaml]\n`,
      'base/cluster.yaml': SEED,
      'apps/prod/kustomization.yaml': `${KUSTOMIZATION}resources: [../../base, extra.yaml]
patches:
- target: {kind: HACluster}
  patch: '[{"op": "replace", "path": "/spec/kubernetesVersion", "value": "1.16.9"}]'
`,
      'apps/prod/extra.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\ndata: {a: "010"}\n',
    })
    const overlay = plugin.generate(repository, 'apps/prod')
    expect(overlay.stderr).toBe('')
    expect(overlay.stdout.match(/"version":"1.16.9"/g)).toHaveLength(3)
    expect(names(overlay.stdout)).toHaveLength(EXPANDED + 1)
    expect(overlay.stdout).toContain('"data":{"a":"010"}')
  })
})

let server: Plugin | undefined
beforeAll(async () => {
  if (argocdHost !== undefined) server = await startPlugin()
})

describe('the namespace of the Application', () => {
  const inFleet = { ARGOCD_APP_NAMESPACE: 'fleet' }
  const own = SEED.replace('  name: capv-5\n', '  name: capv-5\n  namespace: fleet\n')
  const rendered = (text: string) => run(BUNDLE, ['render', '-'], { stdin: text }).stdout
  const printed = (files: Files, env = inFleet) => {
    const { stdout, stderr, exitCode } = direct(folderOf(files), env)
    expect({ stderr: stderr.replace(/^warning\[(no-thumbprint|cluster-ca).*$/gm, ''), exitCode }).toMatchObject({
      exitCode: 0,
    })
    return { stdout, stderr }
  }

  test('is that of HAClusters without one, and no other manifest is touched', () => {
    const { stdout, stderr } = printed({ 'a.yaml': `${SEED}---\n${FOREIGN}` })
    const [list = '', ...others] = stdout.split('\n---\n')
    expect(list).toBe(printed({ 'a.yaml': own }).stdout.trimEnd())
    expect(others.join()).not.toContain('fleet')
    expect(stderr).not.toContain('namespace')
  })

  test('with it, without it, or with none given: what the command line renders', () => {
    const objects = (text: string) =>
      parseAllDocuments(text).flatMap(document => [document.toJS()].flatMap(value => value.items ?? value))
    expect(objects(printed({ 'a.yaml': SEED }).stdout)).toEqual(objects(rendered(own)))
    expect(objects(printed({ 'a.yaml': SEED }, { ARGOCD_APP_NAMESPACE: '' }).stdout)).toEqual(objects(rendered(SEED)))
  })

  test('makes one cluster of two that differ in nothing else', () => {
    expect(printed({ 'a.yaml': SEED, 'b.yaml': own }).stdout).toBe(printed({ 'a.yaml': SEED }).stdout)
    const other = own.replace('memoryMiB: 2048', 'memoryMiB: 4096')
    refuses(folderOf({ 'a.yaml': SEED, 'b.yaml': other }), 'duplicate-cluster', inFleet)
  })

  test('is none that a cluster could not have', () => {
    refuses(folderOf({ 'a.yaml': SEED }), "the Application's destination", { ARGOCD_APP_NAMESPACE: 'Not_A_Name' })
  })

  test('a warning where another one is written, until that is acknowledged', () => {
    const elsewhere = own.replace('namespace: fleet', 'namespace: capi')
    expect(printed({ 'a.yaml': elsewhere }).stderr).toContain('warning[namespace-differs]')
    expect(printed({ 'a.yaml': `${elsewhere}  acknowledge: [namespace-differs]\n` }).stderr).not.toContain('differs')
  })

  test('former output of the same namespace is superseded, that of another one is refused', () => {
    expect(printed({ 'a.yaml': SEED, 'out.yaml': rendered(own) }).stdout).toBe(printed({ 'a.yaml': SEED }).stdout)
    refuses(folderOf({ 'a.yaml': SEED, 'out.yaml': rendered(SEED) }), 'namespace-not-given', inFleet)
  })

  test('the parameters are announced alike', () => {
    const announced = (env: Readonly<Record<string, string>>) =>
      run(BUNDLE, ['cmp', 'parameters'], { env: { ...hostEnv(), ...env } }).stdout
    expect(announced(inFleet)).toBe(announced({}))
  })

  describe.skipIf(kustomize === undefined)('with a kustomization', () => {
    const kustomized = (text: string): Files => ({ 'kustomization.yaml': `${KUSTOMIZATION}${text}\n`, 'a.yaml': SEED })
    test.each([
      'generators: [a.yaml]',
      'resources: [a.yaml]',
      'generators: [a.yaml]\nnamespace: fleet',
      'resources: [a.yaml]\nnamespace: fleet',
    ])('%s', text => {
      const { stdout } = printed(kustomized(text))
      expect(stdout).toMatch(/namespace"?: ?"?fleet/)
      expect(stdout).not.toMatch(/namespace"?: ?"?default|default\/capv-5/)
    })

    test('that writes another one', () => {
      refuses(folderOf(kustomized('generators: [a.yaml]\nnamespace: capi')), 'kustomize-refused', inFleet)
      expect(printed(kustomized('resources: [a.yaml]\nnamespace: capi')).stderr).toContain('namespace-differs')
    })

    test('that lists former output of another one', () => {
      const files = { ...kustomized('generators: [a.yaml]\nresources: [out.yaml]'), 'out.yaml': rendered(SEED) }
      refuses(folderOf(files), 'namespace-not-given', inFleet)
    })

    test('whose generator has another one', () => {
      const files = {
        ...kustomized('generators: [a.yaml]'),
        'a.yaml': own.replace('namespace: fleet', 'namespace: capi'),
      }
      expect(printed(files).stderr).toContain('warning[namespace-differs]')
    })
  })
})

/** The command's own answer, and what Argo CD makes of it where its server is at hand. */
function refuses(repository: string, words: string, env: Readonly<Record<string, string>> = {}): void {
  const own = direct(repository, env)
  expect(own).toMatchObject({ stdout: '', exitCode: 1 })
  expect(own.stderr).toContain(words)
  expect(own.stderr).not.toMatch(/\/tmp|capv-ha-\w{6}\//)
  if (server === undefined) return
  const shown = server.generate(repository, '.', env)
  expect(shown).toMatchObject({ stdout: '', exitCode: 1 })
  expect(shown.stderr).toContain(words)
  expect(shown.stderr).not.toMatch(/\/tmp|_cmp_server|capv-ha-\w{6}\//)
  expect(shown.stderr).not.toContain('\u001b')
}

describe('refused, with nothing on standard output', () => {
  const cases: readonly (readonly [string, Files, string])[] = [
    ['no cluster', { 'a.yaml': FOREIGN }, 'no-cluster'],
    ['an empty folder', { 'README.md': '' }, 'no-cluster'],
    [
      'two values in one document',
      { 'a.yaml': SEED, 'b.json': '{"kind":"A","apiVersion":"v1"}\n{"kind":"B"}\n' },
      'b.json:2:1',
    ],
    [
      'an object without kind',
      { 'a.yaml': SEED, 'b.yaml': 'apiVersion: v1\nmetadata: {name: x}\n' },
      'must have `kind`',
    ],
    ['a list at the top', { 'a.yaml': SEED, 'b.yaml': '- apiVersion: v1\n' }, 'lost-manifest'],
    [
      'twin keys',
      { 'a.yaml': SEED, 'b.yaml': 'apiVersion: v1\nkind: A\nmetadata: {name: x, name: y}\n' },
      'duplicate-key',
    ],
    ['a file of another encoding', { 'a.yaml': SEED, 'b.yaml': '\u0000' }, 'b.yaml'],
    [
      'a cluster in a List',
      {
        'a.yaml': SEED,
        'b.yaml': 'apiVersion: v1\nkind: List\nitems: [{apiVersion: capv-ha.dev/v1alpha1, kind: HACluster}]\n',
      },
      'lost-manifest',
    ],
    [
      'the same object by another hand',
      {
        'a.yaml': IN_DEFAULT,
        'b.yaml': 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nmetadata: {name: capv-5, namespace: default}\n',
      },
      'not-ours',
    ],
    [
      'a kustomization that nothing names',
      { 'a.yaml': SEED, 'sub/kustomization.yaml': 'resources: []\n' },
      'kustomize-refused',
    ],
    ['two kustomizations', { 'kustomization.yaml': '', Kustomization: '' }, 'one kustomization, not 2'],
  ]
  test.each(cases)('%s', (_, files, words) => {
    refuses(folderOf(files), words)
  })

  const parameters: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ ARGOCD_APP_PARAMETERS: '[{"name":"capvVersoin","string":"v1"}]' }, 'did you mean "capvVersion"?'],
    [{ ARGOCD_APP_PARAMETERS: '[{"name":"include","string":"a.yaml"}]' }, 'must have the form `array`'],
    [{ ARGOCD_APP_PARAMETERS: '{' }, 'must be a JSON list'],
    [{ ARGOCD_APP_PARAMETERS: '[{"name":"set","map":{"metadata.name":"x"}}]' }, 'must name a field below `spec`'],
    [{ ARGOCD_APP_PARAMETERS: '[{"name":"set","map":{"spec.workers[3].replicas":"1"}}]' }, 'must lead to a field'],
    [{ ARGOCD_APP_PARAMETERS: '[{"name":"set","map":{"spec.machine.memoryMiB":"010"}}]' }, 'one YAML value'],
    [{ ARGOCD_APP_PARAMETERS: '[{"name":"exclude","array":["../*"]}]' }, 'must not hold the pattern'],
    [{ ARGOCD_ENV_KUBERNETES: '1.2' }, 'must be one of "CAPV_VERSION"'],
    [{ ARGOCD_ENV_CAPV_VERSION: 'v0.1.0' }, 'plugin environment variable "CAPV_VERSION"'],
    [
      { ARGOCD_ENV_CAPV_VERSION: 'v0.5.4', ARGOCD_APP_PARAMETERS: '[{"name":"capvVersion","string":"v1"}]' },
      'must not be given twice',
    ],
    [{ ARGOCD_ENV_EXCLUDE: '*' }, 'no-cluster'],
  ]
  test.each(parameters)('%j', (env, words) => {
    refuses(folderOf({ 'a.yaml': SEED }), words, env)
  })

  test('at most 4 KB of reasons, errors first, no colour', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${index}.yaml`, SEED.replace('capvVersion', 'x')]),
    )
    const { stdout, stderr, exitCode } = direct(folderOf({ ...files, 'kept.yaml': SEED }))
    expect(stdout).toBe('')
    expect(exitCode).toBe(1)
    expect(Buffer.byteLength(stderr)).toBeLessThanOrEqual(4096)
    expect(stderr).toMatch(/^error\[/)
    expect(stderr).toMatch(/and \d+ errors more/)
    expect(stderr).not.toContain('\u001b')
    const long = direct(folderOf({ [`${'long'.repeat(50)}.yaml`]: `a: "${'ü'.repeat(9000)}"\n` }))
    expect(Buffer.byteLength(long.stderr)).toBeLessThanOrEqual(4096)
  })

  test('no text of a Secret in a message', () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData:\n  a: hunter2\n  a: hunter2\n  b: "hunter2\n'
    const { stderr } = direct(folderOf({ 'a.yaml': SEED, 'b.yaml': secret, 'c.yaml': secret.replace('"h', 'h') }))
    expect(stderr).toContain('b.yaml')
    expect(stderr).toContain('c.yaml')
    expect(stderr).not.toContain('hunter2')
  })
})

describe('former output beside its cluster', () => {
  const output = run(BUNDLE, ['render', '-'], { stdin: SEED }).stdout

  test('is superseded, also where it is old', () => {
    const old = output.replace(
      'kind: ConfigMap\nmetadata:\n  name: capv-5-load-balancer',
      'kind: ConfigMap\nmetadata:\n  name: capv-5-old',
    )
    const alone = direct(folderOf({ 'a.yaml': SEED }))
    expect(direct(folderOf({ 'a.yaml': SEED, 'out/all.yaml': old })).stdout).toBe(alone.stdout)
  })

  test('guards the nodes that exist', () => {
    const moved = SEED.replace('192.168.10.31-33/24', '192.168.10.41-43/24')
    const answer = direct(folderOf({ 'a.yaml': moved, 'out/all.yaml': output }))
    expect(answer).toMatchObject({ stdout: '', exitCode: 1 })
    expect(answer.stderr).toContain('node-readdressed')
  })

  test('of another cluster goes on, with a warning', () => {
    const answer = direct(folderOf({ 'a.yaml': cluster(1), 'out/all.yaml': output }))
    expect(answer.exitCode).toBe(0)
    expect(answer.stderr).toContain('warning[orphaned-output]')
    expect(answer.stdout.match(/^---$/gm)).toHaveLength(EXPANDED)
  })
})

describe.skipIf(kustomize === undefined)('kustomizations', () => {
  const good: Files = { 'a.yaml': SEED }
  const function_ = (text: string) =>
    SEED.replace(
      '  name: capv-5',
      `  name: capv-5\n  annotations:\n    config.kubernetes.io/function: |\n      ${text}`,
    )
  const accepted: readonly (readonly [string, string, Files])[] = [
    ['a generator', 'generators: [a.yaml]', good],
    ['a generator with our function', 'generators: [a.yaml]', { 'a.yaml': function_('exec: {path: ./bin/capv-ha}') }],
    [
      'a generator with our image',
      'generators: [a.yaml]',
      { 'a.yaml': function_('container: {image: example.com/x:v1, network: false}') },
    ],
    ['a transformer', 'transformers: [a.yaml]', good],
    ['a resource', 'resources: [a.yaml]', good],
    ['a ConfigMap that calls us', 'resources: [a.yaml]\ntransformers: [f.yaml]', { ...good, 'f.yaml': CALL }],
    ['an inline generator', `generators:\n- |\n  ${SEED.replaceAll('\n', '\n  ')}`, {}],
    [
      'a folder of configs',
      'generators: [sub]',
      { 'sub/kustomization.yml': 'resources: [a.yaml]\n', 'sub/a.yaml': SEED },
    ],
    [
      'a component',
      'components: [sub]',
      {
        'sub/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ngenerators: [a.yaml]\n',
        'sub/a.yaml': SEED,
      },
    ],
    ['labels over what is generated', 'generators: [a.yaml]\nlabels: [{pairs: {team: infra}}]', good],
    [
      'a builtin transformer beside it',
      'generators: [a.yaml]\ntransformers: [t.yaml]',
      {
        ...good,
        't.yaml':
          'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: p.yaml\ntarget: {kind: Cluster}\n',
        'p.yaml': '- {op: add, path: /metadata/labels, value: {a: b}}\n',
      },
    ],
    [
      'a builtin generator in the same file',
      'generators: [a.yaml]',
      { 'a.yaml': `${SEED}---\napiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: m}\nliterals: [a=b]\n` },
    ],
  ]
  test.each(accepted)('%s', (_, text, files) => {
    const { stdout, stderr, exitCode } = direct(
      folderOf({ 'kustomization.yaml': `${KUSTOMIZATION}${text}\n`, ...files }),
    )
    expect(stderr).not.toContain('error')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/capv-5-controlplane-2/)
    expect(stdout).not.toMatch(/kind"?: ?"?HACluster/)
  })

  const refused: readonly (readonly [string, string, Files, string])[] = [
    [
      'another program',
      'generators: [a.yaml]',
      { 'a.yaml': function_('exec: {path: /bin/sh, args: [evil.sh]}') },
      'must not set `exec.args`',
    ],
    [
      'another program by name',
      'generators: [a.yaml]',
      { 'a.yaml': function_('exec: {path: ./evil}') },
      'must name "capv-ha"',
    ],
    [
      'an environment for node',
      'generators: [a.yaml]',
      { 'a.yaml': function_('exec: {path: capv-ha, envs: ["NODE_OPTIONS=--require ./evil.js"]}') },
      'must not set `exec.envs`',
    ],
    [
      'mounts',
      'generators: [a.yaml]',
      { 'a.yaml': function_('container: {image: x, mounts: [{type: bind, src: /, dst: /x}]}') },
      'must not set `container.mounts`',
    ],
    [
      'a function that is not ours',
      'generators: [f.yaml]\nresources: [a.yaml]',
      { ...good, 'f.yaml': 'apiVersion: x/v1\nkind: Evil\nmetadata: {name: x}\n' },
      '"Evil" must not be run',
    ],
    [
      'a ConfigMap with another function',
      'transformers: [f.yaml]\nresources: [a.yaml]',
      { ...good, 'f.yaml': CALL.replace('path: capv-ha', 'path: evil') },
      'must not be run',
    ],
    [
      'a ConfigMap that calls us before others',
      'transformers: [f.yaml, t.yaml]\nresources: [a.yaml]',
      {
        ...good,
        'f.yaml': CALL,
        't.yaml': 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: t}\nprefix: x-\n',
      },
      'must be the last transformer',
    ],
    [
      'a ConfigMap that calls us in a base',
      'resources: [sub]',
      {
        'sub/kustomization.yaml': 'resources: [a.yaml]\ntransformers: [f.yaml]\n',
        'sub/a.yaml': SEED,
        'sub/f.yaml': CALL,
      },
      'must be the last transformer',
    ],
    [
      'a chart in a generator',
      'generators: [f.yaml]',
      { 'f.yaml': 'apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: x}\n' },
      'must not be run',
    ],
    ['charts', 'resources: [a.yaml]\nhelmCharts: [{name: x}]', good, '`helmCharts` must not be used'],
    ['a validator', 'validators: [a.yaml]', good, 'must not be a validator'],
    ['a transformer behind a prefix', 'transformers: [a.yaml]\nnamePrefix: x-', good, 'beside `namePrefix`'],
    ['a URL', 'resources: [a.yaml, "https://example.com/x.yaml"]', good, 'must not be fetched'],
    ['a git repository', 'resources: [a.yaml, github.com/org/repo?ref=v1]', good, 'must not be fetched'],
    ['a git repository by ssh', 'resources: [a.yaml, "git@example.com:org/repo"]', good, 'must not be fetched'],
    [
      'a URL that is a folder too',
      'resources: [a.yaml, "https://example.com"]',
      { ...good, 'https:/example.com/kustomization.yaml': '' },
      'must not be fetched',
    ],
    [
      'github.com as a folder',
      'resources: [a.yaml, github.com/a/b]',
      { ...good, 'github.com/a/b/kustomization.yaml': '' },
      'must not be fetched',
    ],
    [
      'a patch from a URL',
      'resources: [a.yaml]\npatches: [{path: "http://example.com/p.yaml"}]',
      good,
      'must not be fetched',
    ],
    [
      'a remote file of a builtin',
      'resources: [a.yaml]\ntransformers: [t.yaml]',
      {
        ...good,
        't.yaml': 'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: http://example.com/p\n',
      },
      'must not be fetched',
    ],
    ['an absolute path', 'resources: [a.yaml, /etc]', good, 'must lie in'],
    ['a way out', 'resources: [a.yaml, ../../../../etc]', good, 'must lie in'],
    [
      "git's own files",
      'resources: [a.yaml]\nconfigMapGenerator: [{name: x, files: [.git/config]}]',
      { ...good, '.git/config': 'x' },
      "git's own",
    ],
    ['a file that is not there', 'resources: [a.yaml, b.yaml]', good, 'must exist'],
    ['openapi from elsewhere', 'resources: [a.yaml]\nopenapi: {path: ../x.json}', good, 'must lie in'],
    ['a field that kustomize does not know', 'resources: [a.yaml]\nexec: evil', good, '`exec` must not be used'],
    ['twin keys', 'resources: [a.yaml]\nresources: []', good, 'duplicate-key'],
    [
      'a number that readers differ on',
      'resources: [a.yaml]',
      { 'a.yaml': SEED.replace('2048', '04000') },
      'ambiguous-number',
    ],
    ['other names', 'generators: [a.yaml]\nnamePrefix: x-', good, 'must not be in the result'],
    [
      'former output',
      'generators: [a.yaml]\nresources: [out.yaml]',
      { 'a.yaml': IN_DEFAULT, 'out.yaml': run(BUNDLE, ['render', '-'], { stdin: SEED }).stdout },
      'kustomize-failed',
    ],
    [
      'what kustomize refuses',
      'resources: [a.yaml]\npatches: [{patch: "a: [", target: {kind: X}}]',
      good,
      'kustomize-failed',
    ],
    [
      'no cluster',
      'resources: [b.yaml]',
      { 'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n' },
      'no-cluster',
    ],
    [
      'an invalid cluster in a folder of configs',
      'generators: [sub]',
      {
        'sub/kustomization.yaml': 'resources: [a.yaml]\n',
        'sub/a.yaml': SEED.replace('gateway: 192.168.10.1', 'gateway: 10.0.0.1'),
      },
      'sub/a.yaml:19:',
    ],
  ]
  test.each(refused)('%s', (_, text, files, words) => {
    refuses(folderOf({ 'kustomization.yaml': `${KUSTOMIZATION}${text}\n`, ...files }), words)
  })

  test('symlinks that leave the repository, in a kustomization and in a folder', () => {
    const outside = folderOf({
      'secret.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: secret}\n',
      'kustomization.yaml': 'resources: [secret.yaml]\n',
    })
    const repository = folderOf({ 'kustomization.yaml': 'resources: [a.yaml, link.yaml]\n', 'a.yaml': SEED })
    symlinkSync(join(outside, 'secret.yaml'), join(repository, 'link.yaml'))
    expect(direct(repository).stderr).toContain('must not be a symlink that leaves')
    writeFileSync(join(repository, 'kustomization.yaml'), 'resources: [a.yaml, folder]\n')
    symlinkSync(outside, join(repository, 'folder'))
    expect(direct(repository)).toMatchObject({ stdout: '', exitCode: 1, stderr: expect.stringContaining('symlink') })
    const plain = folderOf({ 'a.yaml': SEED, 'b.txt': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: linked}\n' })
    symlinkSync('b.txt', join(plain, 'inside.yaml'))
    expect(direct(plain).stdout).toContain('name: linked')
    symlinkSync(join(outside, 'secret.yaml'), join(plain, 'outside.yaml'))
    expect(direct(plain)).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('"outside.yaml" must not be a symlink'),
    })
  })

  test('nothing is run by a repository, and nothing stays behind', () => {
    const proof = join(folderOf({}), 'proof')
    const script = `#!/bin/sh\ntouch ${proof}\n`
    const repository = folderOf({
      'kustomization.yaml': `${KUSTOMIZATION}generators: [a.yaml]\ntransformers: [evil.yaml]\n`,
      'a.yaml': function_(`exec: {path: ./capv-ha}`),
      'capv-ha': script,
      'evil.sh': script,
      'evil.yaml':
        'apiVersion: x/v1\nkind: Evil\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/function: "exec: {path: ./evil.sh}"\n',
    })
    for (const name of ['capv-ha', 'evil.sh']) chmodSync(join(repository, name), 0o755)
    const temporary = folderOf({})
    expect(direct(repository, { TMPDIR: temporary })).toMatchObject({ stdout: '', exitCode: 1 })
    writeFileSync(join(repository, 'kustomization.yaml'), `${KUSTOMIZATION}generators: [a.yaml]\n`)
    expect(direct(repository, { TMPDIR: temporary })).toMatchObject({ exitCode: 0 })
    expect(existsSync(proof)).toBe(false)
    expect(run('/bin/ls', ['-A', temporary]).stdout).toBe('')
  })

  test('ended from outside, it takes kustomize and its private copy along', async () => {
    const bin = folderOf({ kustomize: `#!/bin/sh\necho $$ > "$PIDFILE"\nexec sleep 300\n` })
    chmodSync(join(bin, 'kustomize'), 0o755)
    const pidFile = join(bin, 'pid')
    // kustomize gets a bare environment: the path of the file is written into the program.
    writeFileSync(join(bin, 'kustomize'), `#!/bin/sh\necho $$ > ${pidFile}\nexec /bin/sleep 300\n`)
    const temporary = folderOf({})
    const cwd = folderOf({ 'kustomization.yaml': 'generators: [a.yaml]\n', 'a.yaml': SEED })
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, TMPDIR: temporary }
    const child = spawn(process.execPath, [BUNDLE, 'cmp', 'generate'], { cwd, env, stdio: 'ignore' })
    const ended = new Promise<number | null>(resolve => child.on('close', resolve))
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'))
    const pid = Number(readFileSync(pidFile, 'utf8'))
    child.kill('SIGTERM')
    expect(await ended).toBe(143)
    await until(() => !isAlive(pid))
    expect(run('/bin/ls', ['-A', temporary]).stdout).toBe('')
  })

  test('without a place to write it says so', () => {
    const folder = folderOf({ 'kustomization.yaml': 'generators: [a.yaml]\n', 'a.yaml': SEED })
    const answer = direct(folder, { TMPDIR: '/proc/nowhere' })
    expect(answer).toMatchObject({ stdout: '', exitCode: 1, stderr: expect.stringContaining('must be writable') })
  })

  test('without the program it says so', () => {
    const folder = folderOf({ 'kustomization.yaml': 'generators: [a.yaml]\n', 'a.yaml': SEED })
    mkdirSync(join(folder, 'bin'))
    const answer = run(process.execPath, [BUNDLE, 'cmp', 'generate'], {
      cwd: folder,
      env: { PATH: join(folder, 'bin') },
    })
    expect(answer).toMatchObject({
      stdout: '',
      exitCode: 1,
      stderr: expect.stringContaining('"kustomize" must be on PATH'),
    })
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
