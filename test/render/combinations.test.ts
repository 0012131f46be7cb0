// Every combination of profile, control plane type and load balancer that docs/generations.md calls rendered has a golden
// case that renders it; every other one has a case that is refused with the code that the table names.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROFILES, resolveRelease } from '../../src/facts/releases.ts'
import { krm } from '../../src/hosts/krm.ts'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { fakeWorld } from '../fake-world.ts'

const TYPES = ['Machines', 'KubeadmControlPlane'] as const
const BALANCERS = ['External', 'Nginx', 'HAProxy', 'KubeVIP'] as const

const root = join(import.meta.dirname, '..', '..')
const table = readTable()
const clusters = goldenClusters()

test('the table has a line for every combination', () => {
  const all = PROFILES.flatMap(profile => TYPES.flatMap(type => BALANCERS.map(each => `${profile} ${type} ${each}`)))
  expect(table.map(({ combination }) => combination).toSorted()).toEqual(all.toSorted())
})

test.each(table.map(({ combination, code }) => [combination, code]))('%s: %s', async (combination, code) => {
  const those = clusters.filter(cluster => cluster.combination === combination)
  const answers = await Promise.all(those.map(({ value }) => expandAlone(value)))
  if (code === 'rendered') expect(those.some(({ isRendered }) => isRendered)).toBe(true)
  else expect(answers.some(stderr => stderr.includes(`error[${code}]`))).toBe(true)
})

interface Row {
  readonly combination: string
  /** `rendered`, or the code of the error. */
  readonly code: string
}

function readTable(): readonly Row[] {
  const text = readFileSync(join(root, 'docs', 'generations.md'), 'utf8')
  return [...text.matchAll(/^\| `(\w+)` \| `(\w+)` \| (.+) \| (yes|no: `([a-z-]+)`) \|$/gm)].flatMap(
    ([, profile, type, balancers = '', , code = 'rendered']) =>
      [...balancers.matchAll(/`(\w+)`/g)].map(([, balancer]) => ({
        combination: `${profile} ${type} ${balancer}`,
        code,
      })),
  )
}

interface GoldenCluster {
  readonly combination: string
  readonly isRendered: boolean
  readonly value: unknown
}

function goldenClusters(): readonly GoldenCluster[] {
  const golden = join(root, 'test', 'golden')
  return readdirSync(golden).flatMap(name => {
    const config = join(golden, name, 'config.yaml')
    if (!existsSync(config)) return []
    const isRendered = existsSync(join(golden, name, 'expected.yaml'))
    return parseDocuments(readFileSync(config, 'utf8')).flatMap(document => {
      const { value } = document.resolve()
      const combination = combinationOf(value)
      return combination === undefined ? [] : [{ combination, isRendered, value }]
    })
  })
}

function combinationOf(value: unknown): string | undefined {
  const spec = at(value, 'spec')
  const [capv, capi] = [at(spec, 'capvVersion'), at(spec, 'capiVersion')]
  if (typeof capv !== 'string') return undefined
  const release = resolveRelease(capv, typeof capi === 'string' ? capi : undefined)
  if (typeof release === 'string') return undefined
  return `${release.profile} ${at(at(spec, 'controlPlane'), 'type')} ${at(at(spec, 'loadBalancer'), 'type')}`
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
}

async function expandAlone(value: unknown): Promise<string> {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: [value] }
  return (await krm(fakeWorld({}, { stdin: JSON.stringify(list) }))).stderr
}
