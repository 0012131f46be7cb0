// Metadata that every emitted object shares, and the labels of Cluster API.

import { type ObjectMeta, OWNER_ANNOTATION } from '../../manifest.ts'
import type { Plan, StringMap } from '../../plan/model.ts'
import { omitEmpty } from './omit-empty.ts'

export const CLUSTER_NAME_LABEL = 'cluster.x-k8s.io/cluster-name'
export const CONTROL_PLANE_LABEL = 'cluster.x-k8s.io/control-plane'
/** On the machines of a MachineDeployment. */
export const DEPLOYMENT_LABEL = 'cluster.x-k8s.io/deployment-name'

export interface Marks {
  readonly labels?: StringMap
  readonly annotations?: StringMap
}

/** Metadata of a namespaced object: what the user or the kind adds, and the owner annotation that this program finds it by. */
export function metadata(plan: Plan, name: string, { labels = {}, annotations = {} }: Marks = {}): ObjectMeta {
  const { name: _, ...marks } = clusterScoped(plan, name, { labels, annotations })
  return { name, namespace: plan.namespace, ...marks }
}

/** The same of an object outside of namespaces. */
export function clusterScoped(plan: Plan, name: string, { labels = {}, annotations = {} }: Marks = {}): ObjectMeta {
  const owner = `${plan.namespace}/${plan.name}`
  return { name, ...omitEmpty({ labels, annotations: { ...annotations, [OWNER_ANNOTATION]: owner } }) }
}
