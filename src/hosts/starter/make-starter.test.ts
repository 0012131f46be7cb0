// Every HACluster that `capv-ha init` prints is complete but for what is marked: filled in, it is valid; left out, it is an error.

import { expect, test } from 'vitest'
import { expand } from '../../expand.ts'
import { formatVersion, NEWEST_CAPV } from '../../facts/releases.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { makeStarter, type Wishes } from './make-starter.ts'
import { MARK, type Starter, starterText } from './starter-text.ts'

const OLD = ['v0.5.4', 'v0.5.6', 'v0.6.0', 'v0.7.0', 'v0.8.0']
const RELEASES = [...OLD, ...Array.from({ length: NEWEST_CAPV[1] + 1 }, (_, minor) => `v1.${minor}.0`)]
const CONTROL_PLANES = ['KubeadmControlPlane', 'Machines', undefined]
const BALANCERS = ['KubeVIP', 'HAProxy', 'Nginx', 'External', undefined]
const WISHES: readonly Wishes[] = RELEASES.flatMap(capvVersion =>
  CONTROL_PLANES.flatMap(controlPlane => BALANCERS.map(loadBalancer => ({ capvVersion, controlPlane, loadBalancer }))),
)

test.each(RELEASES.map(release => [release]))('%s: what is printed lacks only what is marked', release => {
  const made = WISHES.filter(({ capvVersion }) => capvVersion === release).flatMap(wishes => {
    const starter = chosen(wishes)
    return starter === undefined ? [] : [starter]
  })
  // Nothing is refused of what everybody can have.
  expect(made.length).toBeGreaterThanOrEqual(6)
  for (const starter of new Map(made.map(each => [JSON.stringify(each), each])).values()) expectSound(starter)
})

test('what was asked for is what comes; the rest is the best that there is', () => {
  for (const wishes of WISHES) {
    const starter = chosen(wishes)
    if (starter === undefined) expect([wishes.controlPlane, wishes.loadBalancer]).not.toEqual([undefined, undefined])
    else expect(starter).toMatchObject(JSON.parse(JSON.stringify(wishes)))
  }
  expect(chosen({})).toMatchObject({ capvVersion: formatVersion(NEWEST_CAPV), controlPlane: 'KubeadmControlPlane' })
  expect(chosen({ capvVersion: '0.5.4' })).toMatchObject({ capvVersion: 'v0.5.4', controlPlane: 'Machines' })
})

test.each<[Wishes, string]>([
  [{ name: 'A_b' }, '`metadata.name` must be a DNS label, not "A_b"'],
  [{ name: 'a'.repeat(60) }, '`metadata.name`'],
  [{ name: 'a\nspec: {}' }, '`metadata.name` must be a DNS label'],
  [{ capvVersion: 'v0.3' }, '`spec.capvVersion` "v0.3" must be v0.5.4 or later'],
  [{ capvVersion: 'newest' }, '`spec.capvVersion` must be a release'],
  [{ capvVersion: 'v0.5.4', controlPlane: 'KubeadmControlPlane' }, 'exists from Cluster API v0.3.0 on'],
  [{ capvVersion: 'v1.8', controlPlane: 'KubeadmControlPlane', loadBalancer: 'Nginx' }, '`spec.loadBalancer.type`'],
])('%j cannot be', (wishes, words) => {
  const made = makeStarter(wishes)
  expect('problems' in made ? made.problems[0]?.message : '').toContain(words)
})

test('a name that YAML would take for something else is quoted', () => {
  for (const name of ['true', '123', '1e3', 'null', '0x1f', 'off']) {
    expect(chosen({ name })?.name).toBe(name)
  }
})

function chosen(wishes: Wishes): Starter | undefined {
  const made = makeStarter(wishes)
  return 'starter' in made ? made.starter : undefined
}

function expectSound(starter: Starter): void {
  const full = starterText(starter, { isFilled: true }).split('\n')
  const text = starterText(starter).split('\n')
  const blanks = [...text.keys()].filter(line => text[line]?.includes(`# ${MARK}: `))
  expect(errorLines(full)).toEqual([])
  expect(errorLines(text).length).toBeGreaterThan(5)
  expect(blanks).toEqual(expect.arrayContaining([...errorLines(text)]))
  for (const blank of blanks) expect(errorLines(full.with(blank, text[blank] ?? ''))).toContain(blank)
  expect(text.filter(line => line.length > 150)).toEqual([])
}

function errorLines(lines: readonly string[]): readonly number[] {
  const found = findClusters(parseDocuments(lines.join('\n')))
  const { problems } = expand(found.inputs)
  const errors = [...found.problems, ...problems].filter(({ severity }) => severity === 'error')
  return [...new Set(errors.map(({ source }) => (source?.line ?? 0) - 1))]
}
