// What a running cluster never changes: the endpoint that certificates and kubeconfigs name, and the networks that kubeadm
// wrote down when the cluster was made. The server accepts other values, and nothing acts on them.

import { isEqual } from '../is-equal.ts'
import { isJsonObject } from '../is-json.ts'
import type { JsonObject } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import { GROUPS, isKind, type ObjectChange, objectAt, propertyOf, textAt } from './change.ts'

/** `endpoint-changed` and `cluster-network-changed`. */
export function networkProblems(changes: readonly ObjectChange[]): readonly Problem[] {
  return changes.flatMap(change => [...endpointChange(change), ...clusterNetworkChange(change)])
}

// Of v1alpha2, where the field is missing.
const ENDPOINT_ANNOTATION = 'capv.infrastructure.cluster.x-k8s.io/control-plane-endpoint'

function endpointChange({ former, next }: ObjectChange): readonly Problem[] {
  if (!isKind(next, 'VSphereCluster', GROUPS.infrastructure)) return []
  const [before, after] = [endpointOf(former), endpointOf(next)]
  if (before === undefined || after === undefined || before === after) return []
  return [
    {
      code: 'endpoint-changed',
      severity: 'error',
      path: ['spec', 'controlPlaneEndpoint'],
      message: `\`spec.controlPlaneEndpoint\` must stay "${before}" while the cluster exists; "${after}" is another`,
      why: 'it is in the certificates of the API servers and in every kubeconfig, and no controller writes those anew',
      fix: 'undo the change; to move the endpoint, build a new cluster beside this one',
    },
  ]
}

function endpointOf(cluster: unknown): string | undefined {
  const { host, port } = objectAt(objectAt(cluster, 'spec'), 'controlPlaneEndpoint')
  if (typeof host !== 'string')
    return textAt(objectAt(objectAt(cluster, 'metadata'), 'annotations'), ENDPOINT_ANNOTATION)
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function clusterNetworkChange({ former, next }: ObjectChange): readonly Problem[] {
  if (!isKind(next, 'Cluster', GROUPS.core)) return []
  const before = propertyOf(propertyOf(former, 'spec'), 'clusterNetwork')
  if (!isJsonObject(before)) return []
  const [old, now] = [networkOf(before), networkOf(objectAt(next.spec, 'clusterNetwork'))]
  const fields = Object.keys(now).filter(field => !isEqual(old[field], now[field]))
  return fields.map(field => ({
    code: 'cluster-network-changed',
    severity: 'error',
    path: ['spec', 'clusterNetwork', field],
    message: `\`spec.clusterNetwork.${field}\` must stay ${inWords(old[field])} while the cluster exists`,
    why: 'kubeadm reads it once, when it makes the cluster: nodes, Services and the API servers keep what they have',
    fix: 'undo the change; for other networks, build a new cluster beside this one',
  }))
}

/** By the HACluster's names, with what is left out where it is the default. */
function networkOf(network: JsonObject): JsonObject {
  return {
    pods: objectAt(network, 'pods').cidrBlocks ?? [],
    services: objectAt(network, 'services').cidrBlocks ?? [],
    serviceDomain: network.serviceDomain ?? 'cluster.local',
    apiServerPort: network.apiServerPort ?? 6443,
  }
}

function inWords(value: unknown): string {
  const values = Array.isArray(value) ? value : [value]
  return values.length === 0
    ? '(none)'
    : values.map(each => (typeof each === 'string' ? `"${each}"` : String(each))).join(', ')
}
