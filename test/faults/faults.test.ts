// A sound fleet with one fault of any rule has that problem at exactly that place and no other error, however the file is
// written; two faults of rules that read no field in common are both found.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectCodes } from '../../scripts/rules/collect.ts'
import { FAULTS, type Fault } from './faults.ts'
import { errorsIn, fleetWith, problemsIn, STYLES } from './inject.ts'

/** Subjects that are about fields of a cluster; the others are about documents, folders and hosts. */
const SUBJECTS: ReadonlySet<string> = new Set([
  ...['shape', 'releases', 'names', 'endpoint', 'networks', 'addresses', 'devices', 'control-plane', 'workers'],
  ...['nodes', 'kubeadm', 'flags', 'vsphere', 'document', 'patches'],
])

/** Patches are applied to output, which there is none of beside an error. */
const OF_OUTPUT: ReadonlySet<string> = new Set([
  'patch-matches-nothing',
  'patch-does-not-apply',
  'patch-touches-identity',
])

/** So many nodes with so large files are more than is expanded at all (`too-large`). */
const TOO_MUCH_TOGETHER: ReadonlySet<string> = new Set(['range-too-large', 'file-too-large'])

const codes = await collectCodes()

test('every rule has a fault', () => {
  const errors = codes.filter(({ severity, subject }) => severity === 'error' && SUBJECTS.has(subject))
  const known = new Set<string>(FAULTS.map(({ code }) => code))
  expect(errors.map(({ code }) => code).filter(code => !known.has(code))).toEqual([])
})

describe.each(Object.entries(STYLES))('in %s style', (_, style) => {
  test('a sound fleet has no problem', () => expect(problemsIn(textOf([], style))).toEqual([]))

  test.each(FAULTS.map(fault => [nameOf(fault), fault] as const))('%s', (_, fault) => {
    expect(errorsIn(textOf([fault], style))).toEqual(expected([fault]))
  })
})

test('two faults are both found', () => {
  const reads = new Map(codes.map(({ code, rule }) => [code as string, rule?.reads ?? []]))
  const two = fc
    .tuple(fc.constantFrom(...FAULTS), fc.constantFrom(...FAULTS))
    .filter(([a, b]) => areApart(a, b, reads) && !OF_OUTPUT.has(a.code) && !OF_OUTPUT.has(b.code))
    .filter(faults => !faults.every(({ code }) => TOO_MUCH_TOGETHER.has(code)))
  fc.assert(
    fc.property(two, fc.constantFrom(...Object.values(STYLES)), (faults, style) => {
      const found = errorsIn(textOf(faults, style))
      expect(faults.map(({ code, at }) => `${code} ${at}`).filter(each => !found.includes(each))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('what a comparison reads is known, or the cluster takes no part in it', () => {
  const placed = { 'spec.network.name': 'network', 'spec.controlPlaneEndpoint': '10.1.10.10:6443' }
  const meets = { ...placed, 'spec.controlPlane.addresses': ['10.1.10.31-33/24'], 'spec.network.gateway': '10.1.10.1' }
  const fleet = (missing: Fault['set']): readonly Fault[] => [
    { code: 'missing-field', into: 'machines', set: { ...placed, ...missing }, at: '', also: [] },
    { code: 'duplicate-address', into: 'zones', set: meets, at: '', also: [] },
  ]
  const found = (missing: Fault['set']) => errorsIn(textOf(fleet(missing), STYLES.block ?? JSON.stringify))
  expect(found({ 'spec.network.name': undefined })).toEqual(['missing-field spec.network.name'])
  expect(found({ 'spec.vsphere.datacenter': undefined })).toEqual(['missing-field spec.vsphere.datacenter'])
  expect(found({ 'spec.machine.memoryMiB': undefined })).toEqual([
    'duplicate-address spec.controlPlane.addresses[0]',
    'duplicate-endpoint spec.controlPlaneEndpoint',
    'missing-field spec.machine.memoryMiB',
  ])
})

function textOf(faults: readonly Fault[], style: (typeof STYLES)[string]): string {
  return fleetWith(faults)
    .map(cluster => style(cluster).trimEnd())
    .join('\n---\n')
}

function expected(faults: readonly Fault[]): readonly string[] {
  return faults.flatMap(({ code, at, also }) => [`${code} ${at}`, ...also]).sort()
}

function nameOf({ code, set }: Fault): string {
  return `${code}: ${Object.keys(set).at(-1)}`
}

/** Whether two faults touch nothing in common: neither what they write nor what their rules read. */
function areApart(a: Fault, b: Fault, reads: ReadonlyMap<string, readonly string[]>): boolean {
  const [mine, others] = [a, b].map(({ code, set }) => [...Object.keys(set).map(patternOf), ...(reads.get(code) ?? [])])
  return !mine?.some(path => others?.some(other => isWithin(path, other) || isWithin(other, path)))
}

function patternOf(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]')
}

function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`)
}
