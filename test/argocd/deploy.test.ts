// What deploy/argocd gives to a cluster: builds, is what the API takes, and its health checks judge rightly on Argo CD's own
// Lua machine.

import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { ROOT } from '../bundle.ts'
import { folderOf } from '../hosts/hosts.ts'
import { program, run } from '../programs.ts'
import { SAMPLES } from './health-samples.ts'
import { argocdHost, health } from './plugin-host.ts'

const folder = join(ROOT, 'deploy/argocd')
const kustomize = program('kustomize')
const scripts = readdirSync(join(folder, 'health'))
  .map(name => name.replace('.lua', ''))
  .sort()

const install = join(ROOT, 'test/argocd/install')
const kubectl = program('kubectl')

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

function objectsOf(stream: string): readonly Manifest[] {
  return parseAllDocuments(stream).map(document => document.toJS())
}

function builtFrom(path: string): readonly Manifest[] {
  const { stdout, stderr } = run(kustomize, ['build', path])
  expect(stderr).toBe('')
  return objectsOf(stdout)
}

test('argocd-cm.yaml holds the health checks, each for the group and kind that it is for', async () => {
  const texts = scripts.map(name => readFileSync(join(folder, 'health', `${name}.lua`), 'utf8'))
  const entries = texts.map(text => {
    const [, kind, group] = /^-- (\w+) \(([\w.-]+)\)/.exec(text) ?? []
    const lines = text
      .trimEnd()
      .split('\n')
      .map(line => (line === '' ? '' : `    ${line}`))
    return `  resource.customizations.health.${group}_${kind}: |\n${lines.join('\n')}\n`
  })
  const head = `# A patch: health checks beside what is there. Written by \`npm run golden\` from health/.
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
`
  await expect(head + entries.join('')).toMatchFileSnapshot(join(folder, 'argocd-cm.yaml'))
})

/** The block of docs/argocd.md that adds the plugin to an Argo CD. */
function setUp(): string {
  const blocks = readFileSync(join(ROOT, 'docs/argocd.md'), 'utf8').matchAll(/^ *```text\n([\s\S]*?)^ *```$/gm)
  const [, block = ''] = [...blocks].find(([, text = '']) => text.includes('patch deployment')) ?? []
  return block
}

/** Runs the block where `kubectl` works on files: one a kind and name, which it patches as the real one does. */
function setUpOnFiles(state: string, times: number): readonly Manifest[] {
  const bin = folderOf({
    kubectl: `#!/bin/bash
set -euo pipefail
real=${kubectl}
[ "$1 $2" = '-n argocd' ] && shift 2
case $1 in
  create) exec $real "$@" ;;
  apply) cat > ${state}/configmap-capv-ha-cmp.yaml ;;
  patch) file=${state}/$2-$3.yaml; $real patch --local -f $file "\${@:4}" -o yaml > $file.new; mv $file.new $file ;;
  rollout) echo "$@" >> ${state}/restarted ;;
  *) echo "unexpected: $*" >&2; exit 1 ;;
esac
`,
  })
  chmodSync(join(bin, 'kubectl'), 0o755)
  for (let time = 0; time < times; time++) {
    const { stderr, exitCode } = run('/bin/bash', ['-euo', 'pipefail', '-c', setUp()], {
      cwd: ROOT,
      env: { PATH: `${bin}:${process.env.PATH}` },
    })
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
  }
  const files = readdirSync(state).filter(name => name.endsWith('.yaml'))
  return files.flatMap(name => objectsOf(readFileSync(join(state, name), 'utf8')))
}

function installed(namespace: string | undefined): string {
  const line = namespace === undefined ? '' : `metadata:\n  namespace: ${namespace}\n`
  const text = (name: string) =>
    readFileSync(join(install, `${name}.yaml`), 'utf8').replace('metadata:\n', line === '' ? 'metadata:\n' : line)
  return folderOf({
    'configmap-argocd-cm.yaml': text('argocd-cm'),
    'configmap-argocd-cmd-params-cm.yaml': text('argocd-cmd-params-cm'),
    'deployment-argocd-repo-server.yaml': text('argocd-repo-server'),
  })
}

const byName = (objects: readonly Manifest[]) =>
  Object.fromEntries(objects.map(object => [object.metadata.name, object]))

describe.skipIf(kubectl === undefined || kustomize === undefined)('an Argo CD that is there', () => {
  const before = byName(
    readdirSync(install)
      .filter(name => name.endsWith('.yaml'))
      .flatMap(name => objectsOf(readFileSync(join(install, name), 'utf8'))),
  )

  test('loses nothing by the commands of the documentation, run once or twice', () => {
    const once = byName(setUpOnFiles(installed(undefined), 1))
    expect(Object.keys(once).sort()).toEqual([...Object.keys(before), 'capv-ha-cmp'].sort())
    expect(once).toMatchObject({
      'argocd-cm': before['argocd-cm'],
      'argocd-cmd-params-cm': before['argocd-cmd-params-cm'],
    })
    const { spec } = Object(once['argocd-repo-server']).spec.template
    const own = Object(before['argocd-repo-server']).spec.template.spec
    expect(spec.containers.map(({ name }: { name: string }) => name).sort()).toEqual([
      'argocd-repo-server',
      'capv-ha-cmp',
    ])
    expect(spec.containers).toEqual(expect.arrayContaining(own.containers))
    expect(spec.volumes).toEqual(expect.arrayContaining(own.volumes))
    expect({ ...spec, containers: [], volumes: [] }).toEqual({ ...own, containers: [], volumes: [] })
    expect(byName(setUpOnFiles(installed(undefined), 2))).toEqual(once)
  })

  test('gets everything that the sidecar needs', () => {
    const now = byName(setUpOnFiles(installed('argocd'), 1))
    expect(Object.keys(Object(now['argocd-cm']).data)).toHaveLength(
      Object.keys(Object(before['argocd-cm']).data).length + scripts.length,
    )
    expect(Object(now['argocd-cmd-params-cm']).data).toMatchObject({ 'reposerver.plugin.tar.exclusions': '.git/*' })
    const { containers, volumes } = Object(now['argocd-repo-server']).spec.template.spec
    const names = volumes.map(({ name }: { name: string }) => name)
    for (const { volumeMounts } of containers) for (const { name } of volumeMounts) expect(names).toContain(name)
    const plugin = volumes.find(({ name }: { name: string }) => name === 'capv-ha-cmp')
    expect(plugin.configMap.name).toBe('capv-ha-cmp')
    expect(Object(now['capv-ha-cmp']).data).toEqual({
      'plugin.yaml': readFileSync(join(folder, 'plugin.yaml'), 'utf8'),
    })
  })

  test.each([undefined, 'argocd'])(
    'the component gives the same to a kustomization, namespace of the objects: %s',
    namespace => {
      const state = installed(namespace)
      const files = readdirSync(state)
      cpSync(folder, join(state, 'capv-ha'), { recursive: true })
      const lines = [`namespace: argocd`, `resources: [${files.join(', ')}]`, 'components: [capv-ha]']
      writeFileSync(join(state, 'kustomization.yaml'), `${lines.join('\n')}\n`)
      const built = byName(builtFrom(state))
      const patched = byName(setUpOnFiles(installed(namespace), 1))
      expect(Object.keys(built).sort()).toEqual(Object.keys(patched).sort())
      for (const [name, object] of Object.entries(built)) {
        expect(object.metadata.namespace).toBe('argocd')
        expect(sorted(object)).toEqual(sorted({ ...patched[name], metadata: object.metadata }))
      }
    },
  )
})

/** Containers and volumes by their names: the two ways add theirs at different ends. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (String(Object(a).name) < String(Object(b).name) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]))
}

describe.skipIf(kustomize === undefined)('the Applications', () => {
  const checker = process.env.CAPV_HA_CRD_CHECK
  const crds = process.env.CAPV_HA_CRDS
  test.skipIf(checker === undefined || crds === undefined)('Argo CD takes the Applications (CAPV_HA_CRD_CHECK)', () => {
    const { stdout } = run(kustomize, ['build', join(folder, 'applications')])
    expect(run(checker, [crds ?? ''], { stdin: stdout }).stdout).toBe('3 objects checked, 0 skipped, 0 faults\n')
  })

  test('deleting the ApplicationSet deletes no Application, and nothing writes beside Cluster API', () => {
    const objects = builtFrom(join(folder, 'applications'))
    const set = objects.find(({ kind }) => kind === 'ApplicationSet')
    expect(set?.metadata).toMatchObject({ finalizers: ['resources-finalizer.argocd.argoproj.io'] })
    expect(JSON.stringify(objects)).not.toMatch(/ignoreDifferences|RespectIgnoreDifferences/)
  })

  test('the project admits every kind that a golden case or example emits', () => {
    const project = builtFrom(join(folder, 'applications')).find(({ kind }) => kind === 'AppProject')
    const spec = Object(project).spec
    const allowed = new Set(
      [...spec.clusterResourceWhitelist, ...spec.namespaceResourceWhitelist].map(
        ({ group, kind }) => `${group}/${kind}`,
      ),
    )
    const files = ['test/golden', 'examples'].flatMap(name =>
      readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' })
        .filter(path => path.endsWith('expected.yaml'))
        .map(path => readFileSync(join(ROOT, name, path), 'utf8')),
    )
    const emitted = files.flatMap(text => [...text.matchAll(/^apiVersion: (?:(.+)\/)?\S+\nkind: (\w+)$/gm)])
    const kinds = new Set(emitted.map(([, group = '', kind]) => `${group}/${kind}`))
    for (const kind of ['capv-ha.dev/HACluster', 'config.kubernetes.io/ResourceList', 'kpt.dev/Kptfile'])
      kinds.delete(kind)
    expect(kinds.size).toBeGreaterThan(4)
    expect([...kinds].filter(kind => !allowed.has(kind))).toEqual([])
  })
})

describe.skipIf(argocdHost === undefined)('health checks', () => {
  test('there are samples for each, of every status', () => {
    for (const script of scripts) {
      const statuses = new Set(SAMPLES.filter(sample => sample.script === script).map(({ status }) => status))
      expect([...statuses].sort()).toEqual(['Degraded', 'Healthy', 'Progressing', 'Suspended'])
    }
  })

  test.each(scripts)('%s', script => {
    const samples = SAMPLES.filter(sample => sample.script === script)
    const files = Object.fromEntries(samples.map(({ object }, index) => [`${index}.json`, JSON.stringify(object)]))
    const directory = folderOf(files)
    const answer = health(
      join(folder, `health/${script}.lua`),
      Object.keys(files).map(name => join(directory, name)),
    )
    expect(answer.stderr).toBe('')
    const judged = answer.stdout
      .trim()
      .split('\n')
      .map(line => /: (\w+) "/.exec(line)?.[1])
    const actual = samples.map(({ what }, index) => `${what}: ${judged[index]}`)
    expect(actual).toEqual(samples.map(({ what, status }) => `${what}: ${status}`))
  })
})
