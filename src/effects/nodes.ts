// What new output would do to nodes that already run. A standalone control-plane machine is cloned and configured once:
// from then on the API server refuses most changes, and those that it accepts reach no node.

import { isEqual } from '../is-equal.ts'
import type { JsonObject, Manifest } from '../manifest.ts'
import { groupOf } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import type { ClusterInput } from '../read/cluster-input.ts'

/** An object as it was and as it would be, both of the same group, kind, namespace and name. */
export interface ObjectChange {
  readonly former: unknown
  readonly next: Manifest
  /** The file to delete before the new object can be written, where it is known. */
  readonly file?: string | undefined
}

const INFRASTRUCTURE = 'infrastructure.cluster.x-k8s.io'
const CLUSTER_NAME = 'cluster.x-k8s.io/cluster-name'

// What VSphereMachine's webhook lets change (cluster-api-provider-vsphere v1.13, v1.16,
// apis/*/vspheremachine_webhook.go). v1alpha2 refuses nothing, and v1alpha3 and v1alpha4 know no power-off fields.
const MUTABLE: readonly string[] = [
  'providerID',
  'powerOffMode',
  'guestSoftPowerOffTimeout',
  'guestSoftPowerOffTimeoutSeconds',
]

/**
 * Problems of the nodes of one cluster: `node-readdressed`, `node-needs-replacement`, and the warning
 * `node-keeps-configuration`. Changes of other objects are passed over. Paths lead into the HACluster.
 */
export function nodeProblems(changes: readonly ObjectChange[]): readonly Problem[] {
  const machines = changes.filter(({ next }) => isKind(next, 'VSphereMachine', INFRASTRUCTURE))
  const stale = changes.filter(isStale).map(({ next }) => `"${next.metadata.name}"`)
  const kept = [...new Set(stale)]
  return [...machines.flatMap(machineProblems), ...(kept.length > 0 ? [keepsConfiguration(kept)] : [])]
}

/** The same with the places in the HACluster, and without the warnings that it acknowledges. */
export function nodeProblemsOf(input: ClusterInput, changes: readonly ObjectChange[]): readonly Problem[] {
  const acknowledged = listAt(objectAt(input.value, 'spec'), 'acknowledge')
  return nodeProblems(changes)
    .filter(({ severity, code }) => severity === 'error' || !acknowledged.includes(code))
    .map(problem => ({ ...problem, source: input.locate(problem.path, problem.at ?? 'value', false) }))
}

function isKind({ apiVersion, kind }: Manifest, wanted: string, group: string): boolean {
  return kind === wanted && groupOf(apiVersion) === group
}

function machineProblems(change: ObjectChange): readonly Problem[] {
  const former = objectAt(change.former, 'spec')
  const next = objectAt(change.next, 'spec')
  const problems: Problem[] = []
  const [before, after] = [firstAddresses(former), firstAddresses(next)]
  if (!isEqual(before, after)) problems.push(readdressed(change, before, after))
  const fields = changedFields(former, next, propertyOf(change.former, 'apiVersion') === change.next.apiVersion)
  if (fields.length > 0) problems.push(needsReplacement(change, fields))
  return problems
}

/** Without prefix lengths, in one order. */
function firstAddresses(spec: JsonObject): readonly string[] {
  const [device] = listAt(objectAt(spec, 'network'), 'devices')
  return listAt(device, 'ipAddrs')
    .map(address => String(address).replace(/\/.*$/, ''))
    .toSorted()
}

/** Across API versions a field counts where both have it: the newer release may only have added it. */
function changedFields(former: JsonObject, next: JsonObject, isSameVersion: boolean): readonly string[] {
  const names = new Set([...Object.keys(former), ...Object.keys(next)])
  return [...names].filter(name => {
    if (MUTABLE.includes(name)) return false
    const isInBoth = Object.hasOwn(former, name) && Object.hasOwn(next, name)
    if (!isSameVersion && (!isInBoth || name === 'network')) return false
    return name === 'network'
      ? !isEqual(withoutDevices(former), withoutDevices(next))
      : !isEqual(former[name], next[name])
  })
}

function withoutDevices(spec: JsonObject): JsonObject {
  const { devices: _devices, ...network } = objectAt(spec, 'network')
  return network
}

function readdressed({ next }: ObjectChange, before: readonly string[], after: readonly string[]): Problem {
  const node = next.metadata.name
  return {
    code: 'node-readdressed',
    severity: 'error',
    path: ['spec', 'controlPlane', 'addresses'],
    message: `node "${node}" must keep its address ${inWords(before)}: it must not get ${inWords(after)}`,
    why: 'position in `addresses` is identity, and etcd and the certificates of a running node know its address',
    fix: 'keep every address in its place, add new ones at the end, and write null in the place of a node that is gone',
  }
}

function inWords(addresses: readonly string[]): string {
  return addresses.length === 0 ? '(none)' : addresses.map(address => `"${address}"`).join(', ')
}

function needsReplacement(change: ObjectChange, fields: readonly string[]): Problem {
  const node = change.next.metadata.name
  const list = fields.map(field => `\`${field}\``).join(', ')
  return {
    code: 'node-needs-replacement',
    severity: 'error',
    path: ['spec', 'controlPlane'],
    message: `${list} of node "${node}" must not change while the node exists`,
    why: 'a VSphereMachine is cloned once: a change is refused as immutable, or accepted (v1alpha2) without any effect',
    fix: replacementProcedure(change),
  }
}

// The order matters: the cluster's CA Secrets belong to the KubeadmConfig of the node that ran init, and go with it.
function replacementProcedure({ next, file }: ObjectChange): string {
  const cluster = propertyOf(objectAt(objectAt(next, 'metadata'), 'labels'), CLUSTER_NAME)
  const name = typeof cluster === 'string' ? cluster : '<cluster>'
  const node = next.metadata.name
  const manifest = file === undefined ? `the former VSphereMachine "${node}"` : `"${file}"`
  return [
    `undo the change, or replace one node at a time: remove the ownerReferences of the Secrets "${name}-ca", "${name}-etcd", "${name}-sa" and "${name}-proxy"`,
    `remove the node's etcd member`,
    `run kubectl delete machine ${node}`,
    `delete ${manifest} here`,
    'run this again and apply the result',
  ].join(', ')
}

/** A KubeadmConfig is rendered once, and a Machine of its own is never upgraded in place. */
function isStale({ former, next }: ObjectChange): boolean {
  if (propertyOf(former, 'apiVersion') !== next.apiVersion) return false
  const [before, after] = [objectAt(former, 'spec'), objectAt(next, 'spec')]
  if (isKind(next, 'KubeadmConfig', 'bootstrap.cluster.x-k8s.io')) return !isEqual(before, after)
  if (!isKind(next, 'Machine', 'cluster.x-k8s.io')) return false
  return ['version', 'failureDomain'].some(field => !isEqual(before[field], after[field]))
}

function keepsConfiguration(nodes: readonly string[]): Problem {
  return {
    code: 'node-keeps-configuration',
    severity: 'warning',
    path: ['spec', 'controlPlane'],
    message: `the changed configuration must not be expected on nodes that run: ${nodes.join(', ')}`,
    why: 'a standalone machine reads its KubeadmConfig and version once, when it is created',
    fix: 'nothing, if the change is for nodes that are built later; else replace the nodes one at a time',
  }
}

function propertyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

function objectAt(value: unknown, key: string): JsonObject {
  const inner = propertyOf(value, key)
  return isJsonObject(inner) ? inner : {}
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const inner = propertyOf(value, key)
  return Array.isArray(inner) ? inner : []
}
