// spec.controlPlane and spec.workers[]: how many nodes of each role, with which addresses, and where they differ.

import * as z from 'zod/mini'
import { machine } from './machine.ts'
import { addressList, network } from './network.ts'
import { node } from './node.ts'
import {
  about,
  annotations,
  count,
  dnsLabel,
  intOrPercent,
  kubernetesVersion,
  labels,
  moment,
  object,
  objectName,
  optional,
  quantity,
  taint,
  text,
} from './scalars.ts'

const overrides = {
  machine: optional('Where the machines differ from `spec.machine`.', machine),
  network: optional('Where the network differs from `spec.network`.', network),
  node: optional('Where the nodes differ from `spec.node`.', node),
}

const healthCheck = object(
  () => ({
    nodeStartupTimeoutSeconds: optional('How long a machine may take to become a node (default 1200).', count(30)),
    maxUnhealthy: optional('How many may be unhealthy before remediation stops (default 40%).', intOrPercent),
    unhealthyNodeConditions: optional(
      'Node conditions that make a machine unhealthy (default Ready Unknown or False for 300 seconds).',
      z
        .array(
          object(() => ({
            type: about('Condition type.', text),
            status: about('Condition status.', z.enum(['True', 'False', 'Unknown'])),
            timeoutSeconds: about('How long the condition must last, in seconds.', count(0)),
          })),
        )
        .check(z.minLength(1, { error: 'must hold at least one condition' })),
    ),
  }),
  'healthCheck',
)

const role = {
  ...overrides,
  labels: optional('Labels of the nodes.', labels),
  taints: optional('Taints of the nodes.', z.array(taint)),
  nodeDrainTimeoutSeconds: optional('How long draining a node may take, in seconds; 0 waits for ever.', count(0)),
  nodeVolumeDetachTimeoutSeconds: optional(
    'How long to wait for the volumes of a node to be detached, in seconds; 0 waits for ever.',
    count(0),
  ),
  nodeDeletionTimeoutSeconds: optional(
    "How long deleting the Node may be tried, in seconds; 0 tries for ever (Cluster API's default is 10).",
    count(0),
  ),
}

/** Of machines that a controller makes. */
const machineNaming = optional(
  'How machines are named.',
  object(() => ({ template: about('Go template; it must hold `{{ .random }}`.', text) }), 'machineNaming'),
)
const rolloutAfter = optional('Machines that are older than this moment are replaced once it has come.', moment)

const nodeOverride = object(() => ({
  index: about('Slot of the node: its position in `addresses`, counted from 0.', count(0)),
  name: optional('Name of the node (default <cluster>-controlplane-<index>).', dnsLabel),
  failureDomain: optional('Failure domain of the node.', objectName),
  kubernetesVersion: optional('Kubernetes version of the node.', kubernetesVersion),
  ...overrides,
}))

const controlPlane = {
  addresses: optional(
    'Addresses or ranges, each with its prefix length; with type Machines `null` retires the node of its place.',
    addressList,
  ),
  failureDomains: optional('Failure domains to spread the nodes over.', z.array(objectName)),
  ...role,
}

export const machines = object(() => ({
  type: about('One Machine per node, with a fixed name and address.', z.literal('Machines')),
  nodes: optional('Where single nodes differ.', z.array(nodeOverride)),
  replicas: optional(
    'Number of nodes; needed only where no addresses are given (default: the slots of `addresses`; 3 with KubeadmControlPlane).',
    count(1),
  ),
  ...controlPlane,
}))

export const kubeadmControlPlane = object(() => ({
  type: about('A KubeadmControlPlane that creates and replaces the machines.', z.literal('KubeadmControlPlane')),
  replicas: optional('Number of nodes, odd (default 3).', count(1)),
  healthCheck: optional('Replaces unhealthy machines; `{}` takes all defaults.', healthCheck),
  rollout: optional(
    'How machines are replaced.',
    object(() => ({
      maxSurge: optional(
        'Machines above `replicas` during a rollout: 0 or 1 (default 1; 0 where the pool has no spare address).',
        count(0),
      ),
      after: rolloutAfter,
    })),
  ),
  remediation: optional(
    'How unhealthy machines are replaced.',
    object(() => ({
      maxRetry: optional('How often a replacement is replaced again.', count(0)),
      retryPeriodSeconds: optional('How long to wait before it is, in seconds.', count(0)),
      minHealthyPeriodSeconds: optional('How long a machine must be healthy for the count to start anew.', count(0)),
    })),
  ),
  machineNaming,
  ...controlPlane,
}))

const autoscale = object(() => ({
  min: about('Least number of nodes.', count(0)),
  max: about('Greatest number of nodes.', count(1)),
  capacity: optional(
    'What one node offers, for scaling from zero.',
    object(() => ({
      cpu: optional('CPU cores (default: `numCPUs` of the pool).', quantity),
      memory: optional('Memory (default: `memoryMiB` of the pool).', quantity),
      gpuType: optional('Resource name of the GPU.', text),
      gpuCount: optional('Number of GPUs.', count(1)),
    })),
  ),
}))

export const workerPool = object(() => ({
  name: about('Name of the pool; the MachineDeployment is <cluster>-<name>.', dnsLabel),
  replicas: optional('Number of nodes (default 1).', count(0)),
  autoscale: optional('Bounds for the cluster autoscaler, instead of `replicas`.', autoscale),
  addresses: optional('Range that the nodes are drawn from.', addressList),
  failureDomain: optional('Failure domain of the pool.', objectName),
  annotations: optional('Annotations of the MachineDeployment.', annotations),
  kubernetesVersion: optional('Kubernetes version of the pool.', kubernetesVersion),
  rollout: optional(
    'How machines are replaced (default 1 and 0; 0 and 1 where the pool has no spare address).',
    object(() => ({
      maxSurge: optional('Machines above `replicas` during a rollout.', intOrPercent),
      maxUnavailable: optional('Machines below `replicas` during a rollout.', intOrPercent),
      after: rolloutAfter,
    })),
  ),
  machineNaming,
  healthCheck: optional('Replaces unhealthy machines; `{}` takes all defaults.', healthCheck),
  ...role,
}))

export const addonReference = z.union([
  object(() => ({ configMap: about('ConfigMap that holds manifests.', objectName) })),
  object(() => ({
    secret: about('Secret of type addons.cluster.x-k8s.io/resource-set that holds manifests.', objectName),
  })),
])
