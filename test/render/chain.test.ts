// Generations are a chain: each says only what it changes, and what it says again is really otherwise.

import { describe, expect, test } from 'vitest'
import type { Profile } from '../../src/facts/releases.ts'
import type { Plan } from '../../src/plan/model.ts'
import { following, type Generation } from '../../src/render/generation.ts'
import { GENERATIONS, render } from '../../src/render/index.ts'
import { printYaml } from '../../src/write/yaml.ts'
import { planSpec, RELEASE_OF, samplesOf } from './sample-clusters.ts'

const CHAIN = ['v1alpha2', 'v1alpha3', 'v1alpha4', 'v1beta1', 'v1beta2'] as const satisfies readonly Profile[]

describe.each(CHAIN.slice(1).map((name, i) => [name, CHAIN[i] ?? name] as const))('%s', (name, predecessor) => {
  const [own, before] = [GENERATIONS[name], GENERATIONS[predecessor]]
  const replaced = [
    ...Object.keys(own.core).flatMap(key => (differs(own.core, before.core, key) ? [['core', key] as const] : [])),
    ...Object.keys(own.vsphere).flatMap(key =>
      differs(own.vsphere, before.vsphere, key) ? [['vsphere', key] as const] : [],
    ),
  ]

  test.each(replaced)('replaces %s.%s, because its predecessor would print something else', (side, key) => {
    const withOld: Generation = { ...own, [side]: { ...own[side], [key]: entryOf(before[side], key) } }
    const plans = samplesOf(name).map(spec => planSpec(RELEASE_OF[name], spec))
    expect(plans.map(plan => printed(plan, withOld))).not.toEqual(plans.map(plan => printed(plan, own)))
  })
})

test('a new generation is its differences and one line', () => {
  const { v1beta2 } = GENERATIONS
  const apiVersions = { ...v1beta2.core.apiVersions, core: 'cluster.x-k8s.io/v1beta3' }
  const next = following(v1beta2, { core: { apiVersions } })
  const plans = samplesOf('v1beta2').map(spec => planSpec(RELEASE_OF.v1beta2, spec))
  const text = (generation: Generation) =>
    JSON.stringify(plans.map(plan => render(plan, value => printYaml(value), generation)))
  expect(text(next)).toBe(text(v1beta2).replaceAll('"cluster.x-k8s.io/v1beta2"', '"cluster.x-k8s.io/v1beta3"'))
})

/** A kind that a generation has no printer for is printed by none before it. */
function printed(plan: Plan, generation: Generation): unknown {
  try {
    return render(plan, value => printYaml(value), generation)
  } catch (fault) {
    return fault
  }
}

function differs(own: object, before: object, key: string): boolean {
  return entryOf(own, key) !== entryOf(before, key)
}

function entryOf(side: object, key: string): unknown {
  return Object.entries(side).find(([name]) => name === key)?.[1]
}
