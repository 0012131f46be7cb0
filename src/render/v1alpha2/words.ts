// The words of this generation: no webhook fills anything in, and labels are the only link from machines to their cluster.

import type { Json, JsonObject } from '../../manifest.ts'
import type { ImageMeta, KubeadmTimeouts } from '../../plan/kubeadm-model.ts'
import type { ControlPlaneNode, NodeSetup, Plan, StringMap, WorkerPool } from '../../plan/model.ts'
import { file } from '../shared/bootstrap.ts'
import { goDuration } from '../shared/duration.ts'
import { CLUSTER_NAME_LABEL, CONTROL_PLANE_LABEL } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

/** CAPV reads `configRef.namespace` literally. */
export function reference({ namespace }: Plan, apiVersion: string, kind: string, name: string): JsonObject {
  return { apiVersion, kind, name, namespace }
}

/** The controllers test that the second is not empty. */
export function controlPlaneLabels(plan: Plan): StringMap {
  return { [CLUSTER_NAME_LABEL]: plan.name, [CONTROL_PLANE_LABEL]: 'true' }
}

export function nothing(): StringMap {
  return {}
}

/** Of kinds that came with a later generation. */
export function later(): never {
  throw new Error('a check refuses what this generation has no kind for')
}

export function asWritten(text: string): string {
  return text
}

export function flags(args: StringMap): Json {
  return args
}

export function rollout({ rollout: { maxSurge, maxUnavailable } }: WorkerPool): JsonObject {
  return { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } }
}

/** Both fields are required together; kubeadm takes 0.0.0.0 for "the address of the default route". */
export function localAPIEndpoint(bindPort: number, node?: ControlPlaneNode): JsonObject {
  const advertiseAddress =
    node?.advertiseAddress ?? node?.machine.devices[0]?.ipAddrs[0]?.replace(/\/.*/, '') ?? '0.0.0.0'
  return omitEmpty({ advertiseAddress, bindPort })
}

/** `content` is required, also of an empty file. */
export function files({ files }: NodeSetup): Json {
  return files.map(each => ({ content: '', ...file(each) }))
}

/** `type` is required; CoreDNS is the one that image and tag are for. */
export function dns(image: ImageMeta): JsonObject {
  return { type: 'CoreDNS', ...image }
}

/** `dataDir` is required: kubeadm's own, where the user names none. */
export function localEtcd(fields: JsonObject): JsonObject {
  return { dataDir: '/var/lib/etcd', ...fields }
}

/** kubeadm has two: for the control plane to come up, and for a kubelet that joins. */
export function kubeadmTimeouts({
  controlPlaneComponentHealthCheckSeconds: component,
  tlsBootstrapSeconds: bootstrap,
}: KubeadmTimeouts) {
  return {
    apiServer: component === undefined ? {} : { timeoutForControlPlane: goDuration(component) },
    init: {},
    join: bootstrap === undefined ? {} : { discovery: { timeout: goDuration(bootstrap) } },
  }
}
