import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseDocuments } from '../../read/documents/document.ts'
import { readYamlValue } from '../../read/documents/yaml-value.ts'
import { parseCluster } from '../shape/parse-cluster.ts'
import { runChecks } from './index.ts'
import { usablePart } from './usable-part.ts'

const SEED = readFileSync('examples/seed/cluster.yaml', 'utf8')

/** The seed has one field that is too new for its release: what is said beside the faults of these changes. */
function beside(...changes: readonly (readonly [string | RegExp, string])[]): readonly string[] {
  const text = changes.reduce(
    (now, [from, to]) => now.replace(from, to),
    SEED.replace('{template:', '{hardwareVersion: vmx-19, template:'),
  )
  const document: unknown = parse(text)
  const { config, problems } = parseCluster(document)
  expect([config, parseDocuments(text)[0]?.problems]).toEqual([undefined, []])
  const usable = usablePart(document, problems)
  const found = usable === undefined ? [] : runChecks(usable.cluster, readYamlValue).filter(usable.stands)
  return found.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path.join('.')}`)
}

const TOO_NEW = ['field-too-new spec.machine.hardwareVersion']

test('a fault hides no fault of another field', () => {
  expect(beside(['gateway:', 'gatewayIP:'])).toEqual(TOO_NEW)
  expect(beside(['diskGiB: 50', 'diskGiB: big'])).toEqual(TOO_NEW)
  expect(beside([/addresses: .*/, 'addresses: [none]'])).toEqual(TOO_NEW)
  expect(beside(['gateway:', 'gateway: {a: 1}\n    gatewayIP:'], ['kubeadm: {', 'kubeadm: {foo: 1, '])).toEqual(TOO_NEW)
})

test('a field that every cluster has may be the faulty one', () => {
  expect(beside(['server:', 'host:'])).toEqual(TOO_NEW)
  expect(beside(['kubernetesVersion: 1.16.3', 'kubernetesVersion: 1.16'])).toEqual(TOO_NEW)
})

test('a rule that reads a faulty field is not heard, the others are', () => {
  const node = ['192.168.10.18:6443', '192.168.10.31:6443'] as const
  expect(beside(node, ['diskGiB: 50', 'diskGiB: big'])).toEqual([
    ...TOO_NEW,
    'endpoint-is-node spec.controlPlaneEndpoint',
  ])
  expect(beside(node, [/addresses: .*/, 'addresses: [1]'])).toEqual(TOO_NEW)
})

test('nothing is said of the faulty field itself', () => {
  expect(beside(['hardwareVersion: vmx-19', 'hardwareVersion: 19'])).toEqual([])
})

test('nothing is said where a required field or the release is wrong, or hardly anything is right', () => {
  expect(beside([/ {2}capvVersion: .*\n/, ''])).toEqual([])
  expect(beside(['v0.5.4', '0.5.4.1'])).toEqual([])
  expect(beside([/capvVersion: .*/, '$&\n  capiVersion: 1'])).toEqual([])
  expect(beside([/^spec:\n/m, `spec:\n${many(60)}`])).toEqual([])
})

function many(count: number): string {
  return Array.from({ length: count }, (_, i) => `  unknown${i}: 1\n`).join('')
}
