// What deploy/argocd gives to a cluster: builds, is what the API takes, and its health checks judge rightly on Argo CD's own
// Lua machine.

import { readdirSync, readFileSync } from 'node:fs'
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
const scripts = readdirSync(join(folder, 'health')).map(name => name.replace('.lua', ''))

describe.skipIf(kustomize === undefined)('the manifests', () => {
  const objectsOf = (path: string): readonly Record<string, unknown>[] => {
    const { stdout, stderr } = run(kustomize, ['build', path])
    expect(stderr).toBe('')
    return parseAllDocuments(stdout).map(document => document.toJS())
  }

  test('the installation names its parts consistently', () => {
    const objects = objectsOf(folder)
    const named = Object.fromEntries(
      objects.map(object => [Object(object.metadata).name.replace(/-[a-z0-9]{10}$/, ''), object]),
    )
    expect(Object.keys(named).sort()).toEqual([
      'argocd-cm',
      'argocd-cmd-params-cm',
      'argocd-repo-server',
      'capv-ha-cmp',
    ])
    const { containers, volumes } = Object(named['argocd-repo-server']?.spec).template.spec
    const mounted = containers[0].volumeMounts.map(({ name }: { name: string }) => name)
    expect(mounted).toEqual(['var-files', 'plugins', 'capv-ha-cmp', 'capv-ha-cmp-tmp'])
    expect(volumes[0].configMap.name).toBe(Object(named['capv-ha-cmp']?.metadata).name)
    expect(Object(named['capv-ha-cmp']?.data)['plugin.yaml']).toBe(readFileSync(join(folder, 'plugin.yaml'), 'utf8'))
  })

  test('every health check is in argocd-cm, and for the group and kind that it says', () => {
    const cm = objectsOf(folder).find(object => Object(object.metadata).name === 'argocd-cm')
    const checks = Object.entries(Object(cm?.data)).map(([key, text]) => {
      const [, group, kind] = /^resource\.customizations\.health\.(.+)_(\w+)$/.exec(key) ?? []
      expect(text).toMatch(new RegExp(`^-- ${kind} \\(${group}\\)`))
      return text
    })
    expect(checks).toHaveLength(scripts.length)
  })

  const checker = process.env.CAPV_HA_CRD_CHECK
  const crds = process.env.CAPV_HA_CRDS
  test.skipIf(checker === undefined || crds === undefined)('Argo CD takes the Applications (CAPV_HA_CRD_CHECK)', () => {
    const { stdout } = run(kustomize, ['build', join(folder, 'applications')])
    expect(run(checker, [crds ?? ''], { stdin: stdout }).stdout).toBe('3 objects checked, 0 skipped, 0 faults\n')
  })

  test('the project admits every kind that a golden case or example emits', () => {
    const project = objectsOf(join(folder, 'applications')).find(({ kind }) => kind === 'AppProject')
    const spec = Object(project?.spec)
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
