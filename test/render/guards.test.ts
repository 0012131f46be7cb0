// Guards against GitOps tools: they change annotations of the objects and nothing else, every kind has some decision, and Argo CD
// waits in no wave for what a later one brings.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GUARDS } from '../../src/facts/gitops.ts'
import { PROFILES, type Profile } from '../../src/facts/releases.ts'
import type { Manifest } from '../../src/manifest.ts'
import { templateNames } from '../../src/plan/template-names.ts'
import { render } from '../../src/render/index.ts'
import { nameTemplates } from '../../src/render/name-templates.ts'
import { printYaml } from '../../src/write/yaml.ts'
import { at, named } from '../write/manifest-paths.ts'
import { planSpec, RELEASE_OF, renderSpec, type Spec, samplesOf } from './sample-clusters.ts'

const TOOLS = ['ArgoCD', 'Flux'] as const
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options'

describe.each(PROFILES)('%s', profile => {
  test.each(TOOLS)('%s: names and contents are those without guards', gitops => {
    for (const spec of samplesOf(profile)) {
      const [plain, guarded] = [final(profile, spec), final(profile, { ...spec, gitops })]
      expect(guarded.map(withoutAnnotations)).toEqual(plain.map(withoutAnnotations))
      expect(guarded).not.toEqual(plain)
    }
  })

  test.each(TOOLS)('%s: annotations of ours and of the user are still there', gitops => {
    for (const spec of samplesOf(profile)) {
      const guarded = final(profile, { ...spec, gitops })
      for (const [index, manifest] of final(profile, spec).entries())
        expect(at(guarded[index], 'metadata', 'annotations')).toMatchObject(Object(manifest.metadata.annotations))
    }
  })

  test('None is the same as nothing', () => {
    for (const spec of samplesOf(profile))
      expect(final(profile, { ...spec, gitops: 'None' })).toEqual(final(profile, spec))
  })

  test('templates keep the annotations of what is made from them', () => {
    for (const manifest of samplesOf(profile).flatMap(spec => final(profile, { ...spec, gitops: 'ArgoCD' })))
      expect(JSON.stringify(manifest.spec ?? {})).not.toMatch(/argocd|fluxcd/)
  })
})

describe('Argo CD', () => {
  /** With a health check in Argo CD 3.5 itself (resource_customizations), beside those of deploy/argocd. */
  const JUDGED = ['Cluster', 'Machine', 'MachineDeployment', 'MachinePool', 'MachineHealthCheck', 'ClusterResourceSet']
  const folder = join(import.meta.dirname, '../../deploy/argocd/health')
  const scripts = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
  const ours = scripts.map(text => /^-- (\w+)/.exec(text)?.[1] ?? '')

  // A failure domain is ready once it reaches the vCenter, with the credentials of the VSphereCluster; a pool once its machines
  // are there: in an early wave Argo CD would wait for them for ever.
  test('waits in no wave but the last, which nobody waits for', () => {
    expect(ours).toContain('VSphereDeploymentZone')
    const waves = [...new Set([...JUDGED, ...ours])].flatMap(kind => GUARDS[kind]?.wave ?? [])
    expect(new Set(waves)).toEqual(new Set([0]))
    expect(Math.max(...Object.values(GUARDS).map(({ wave }) => wave))).toBe(0)
  })

  test.each<[string, string, string]>([
    ['Prune=false', 'Prune=false,Delete=confirm', 'is stricter'],
    [
      'Delete=false, ServerSideApply=true',
      'Delete=false,ServerSideApply=true,Prune=confirm',
      'is about something else',
    ],
    ['', 'Prune=confirm,Delete=confirm', 'is empty'],
    ['Prune=true,Delete=true', 'Prune=true,Delete=true', 'is what the user wants'],
  ])('joins %j of the user to %j: it %s', (given, joined) => {
    const annotations = { [SYNC_OPTIONS]: given, 'argocd.argoproj.io/sync-wave': '5' }
    const cluster = named(renderSpec(RELEASE_OF.v1beta2, { annotations, gitops: 'ArgoCD' }), 'Cluster')
    expect(at(cluster, 'metadata', 'annotations', SYNC_OPTIONS)).toBe(joined)
    expect(at(cluster, 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave')).toBe('5')
  })
})

test('the user has the last word with Flux too', () => {
  const annotations = { 'kustomize.toolkit.fluxcd.io/prune': 'enabled' }
  const cluster = named(renderSpec(RELEASE_OF.v1beta2, { annotations, gitops: 'Flux' }), 'Cluster')
  expect(at(cluster, 'metadata', 'annotations')).toMatchObject(annotations)
})

test('the table in docs/gitops.md says of every kind what its guard does', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/gitops.md'), 'utf8')
  const [, lost = ''] = /\| \*\*a whole cluster\*\*.*\n([\s\S]*?)\| \*\*a bad commit/.exec(page) ?? []
  const rows = lost.split('\n').map(line => line.split(' | '))
  const said = rows.flatMap(([kinds = '', , argocd = '', flux = '']) =>
    [...kinds.matchAll(/[A-Z]\w+/g)].map(([kind]) => [kind, firstWord(argocd), firstWord(flux)] as const),
  )
  const meant = Object.entries(GUARDS).map(([kind, { argocd, flux }]) => {
    // What has an owner stays under Argo CD whatever its guard says.
    const isOwned = ['MachineDeployment', 'MachineHealthCheck'].includes(kind)
    const underArgoCD = argocd === 'asks' ? 'asks' : argocd === 'goes' && !isOwned ? 'pruned' : 'stay'
    return [kind, underArgoCD, flux === 'goes' ? 'pruned' : 'stay'] as const
  })
  expect(said.toSorted()).toEqual(meant.toSorted())
})

function firstWord(cell: string): string | undefined {
  return /(stay|pruned|asks)/.exec(cell)?.[1]
}

/** With the names that templates get in the end. */
function final(profile: Profile, spec: Spec): readonly Manifest[] {
  const planned = planSpec(RELEASE_OF[profile], spec)
  return nameTemplates(
    render(planned, value => printYaml(value)),
    templateNames(planned, () => []),
  )
}

function withoutAnnotations(manifest: Manifest): object {
  const { annotations: _, ...metadata } = manifest.metadata
  return { ...manifest, metadata }
}
