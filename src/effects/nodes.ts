// Standalone control-plane nodes. Such a machine is cloned and configured once: from then on the API server refuses most
// changes, and those that it accepts reach no node, or leave it without care.

import type { Version } from '../facts/releases.ts'
import { isEqual } from '../is-equal.ts'
import type { Problem } from '../problems/problem.ts'
import {
  GROUPS,
  isFieldChanged,
  isKind,
  isSameVersion,
  listAt,
  type ObjectChange,
  objectAt,
  propertyOf,
} from './change.ts'
import { fieldEffects } from './effect-of.ts'

const CLUSTER_NAME = 'cluster.x-k8s.io/cluster-name'

/**
 * `node-readdressed`, `node-needs-replacement`, and the warning `node-keeps-configuration`. Changes of other objects are
 * passed over. Paths lead into the HACluster.
 */
export function nodeProblems(changes: readonly ObjectChange[], capi: Version): readonly Problem[] {
  const machines = changes.filter(({ next }) => isKind(next, 'VSphereMachine', GROUPS.infrastructure))
  const kept = changes.filter(change => isConfiguration(change, capi)).map(({ next }) => `"${next.metadata.name}"`)
  return [
    ...machines.flatMap(readdressed),
    ...replacements(changes, capi).map(needsReplacement),
    ...(kept.length > 0 ? [keepsConfiguration([...new Set(kept)])] : []),
  ]
}

function readdressed({ former, next }: ObjectChange): readonly Problem[] {
  const [before, after] = [firstAddresses(former), firstAddresses(next)]
  if (isEqual(before, after)) return []
  return [
    {
      code: 'node-readdressed',
      severity: 'error',
      path: ['spec', 'controlPlane', 'addresses'],
      message: `node "${next.metadata.name}" must keep its address ${inWords(before)}: it must not get ${inWords(after)}`,
      why: 'position in `addresses` is identity, and etcd and the certificates of a running node know its address',
      fix: 'keep every address in its place, add new ones at the end, and write null in the place of a node that is gone',
    },
  ]
}

/** Without prefix lengths, in one order. */
function firstAddresses(machine: unknown): readonly string[] {
  const [device] = listAt(objectAt(objectAt(machine, 'spec'), 'network'), 'devices')
  return listAt(device, 'ipAddrs')
    .map(address => String(address).replace(/\/.*$/, ''))
    .toSorted()
}

function inWords(addresses: readonly string[]): string {
  return addresses.length === 0 ? '(none)' : addresses.map(address => `"${address}"`).join(', ')
}

/** A node with what no running VM can take over. */
interface Replacement {
  readonly node: string
  readonly cluster: string
  readonly fields: readonly string[]
  /** Where the former objects are that stand in the way. */
  readonly manifests: readonly string[]
  readonly isMoved: boolean
}

function replacements(changes: readonly ObjectChange[], capi: Version): readonly Replacement[] {
  const byNode = new Map<string, Replacement>()
  for (const change of changes) {
    const fields = [...new Set(fieldsToReplace(change, capi))]
    if (fields.length === 0) continue
    const { kind, metadata } = change.next
    const node = metadata.name
    const before = byNode.get(node)
    const cluster = propertyOf(objectAt(metadata, 'labels'), CLUSTER_NAME)
    const manifest = change.file === undefined ? `the former ${kind} "${node}"` : `"${change.file}"`
    byNode.set(node, {
      node,
      cluster: typeof cluster === 'string' ? cluster : '<cluster>',
      fields: [...(before?.fields ?? []), ...fields],
      manifests: [...(before?.manifests ?? []), manifest],
      isMoved: (before?.isMoved ?? false) || kind === 'Machine',
    })
  }
  return [...byNode.values()]
}

/** Fields of `spec`, by their names. Networks are spelled differently by different API versions. */
function fieldsToReplace(change: ObjectChange, capi: Version): readonly string[] {
  const { next } = change
  const isMachine = isKind(next, 'Machine', GROUPS.core)
  if (!isMachine && !isKind(next, 'VSphereMachine', GROUPS.infrastructure)) return []
  const wanted = isMachine ? 'stalls' : 'replace-by-hand'
  return fieldEffects(change, capi)
    .filter(({ effect }) => effect === wanted)
    .map(({ path: [, field = ''] }) => field)
    .filter(field => isFieldChanged(change, field) && (field !== 'network' || isSameVersion(change)))
}

function needsReplacement(replacement: Replacement): Problem {
  const { node, fields, isMoved } = replacement
  const list = fields.map(field => `\`${field}\``).join(', ')
  return {
    code: 'node-needs-replacement',
    severity: 'error',
    path: ['spec', 'controlPlane'],
    message: `${list} of node "${node}" must not change while the node exists`,
    why: isMoved
      ? 'a VM is cloned once, in its failure domain: with another one the provider fails on the node from then on, and nothing shows it'
      : 'a VSphereMachine is cloned once: a change is refused as immutable, or accepted (v1alpha2) without any effect',
    fix: replacementProcedure(replacement),
  }
}

// The order matters: the cluster's CA Secrets belong to the KubeadmConfig of the node that ran init, and go with it.
function replacementProcedure({ node, cluster, manifests }: Replacement): string {
  return [
    `undo the change, or replace one node at a time: remove the ownerReferences of the Secrets "${cluster}-ca", "${cluster}-etcd", "${cluster}-sa" and "${cluster}-proxy"`,
    `remove the node's etcd member`,
    `run kubectl delete machine ${node}`,
    `delete ${manifests.join(' and ')} here`,
    'run this again and apply the result',
  ].join(', ')
}

/** A KubeadmConfig is read once, and a Machine of its own is never upgraded in place. */
function isConfiguration(change: ObjectChange, capi: Version): boolean {
  const { next } = change
  const isOfNode = isKind(next, 'KubeadmConfig', GROUPS.bootstrap) || isKind(next, 'Machine', GROUPS.core)
  if (!isOfNode || !isSameVersion(change)) return false
  return fieldEffects(change, capi).some(({ effect }) => effect === 'no-effect')
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
