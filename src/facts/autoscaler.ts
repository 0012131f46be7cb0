// The annotations by which the cluster autoscaler finds a pool and learns what its machines offer.
// Source: kubernetes/autoscaler cluster-autoscaler/cloudprovider/clusterapi/README.md and clusterapi_utils.go.

export const MIN_SIZE = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size'
export const MAX_SIZE = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size'

const CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io'
export const CAPACITY_CPU = `${CAPACITY}/cpu`
export const CAPACITY_MEMORY = `${CAPACITY}/memory`
export const CAPACITY_GPU_TYPE = `${CAPACITY}/gpu-type`
export const CAPACITY_GPU_COUNT = `${CAPACITY}/gpu-count`
export const CAPACITY_LABELS = `${CAPACITY}/labels`
export const CAPACITY_TAINTS = `${CAPACITY}/taints`

/** All that are written for a pool with `autoscale`. */
export const AUTOSCALER_ANNOTATIONS: ReadonlySet<string> = new Set([
  MIN_SIZE,
  MAX_SIZE,
  CAPACITY_CPU,
  CAPACITY_MEMORY,
  CAPACITY_GPU_TYPE,
  CAPACITY_GPU_COUNT,
  CAPACITY_LABELS,
  CAPACITY_TAINTS,
])
