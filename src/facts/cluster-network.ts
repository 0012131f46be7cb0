// The networks inside a cluster where an HACluster names none. Frozen: every node of such a cluster has them in its files.

/** Those of kubeadm's documentation and of most CNIs', and the port of kubeadm's API server. */
export const CLUSTER_NETWORK = {
  pods: ['10.244.0.0/16'],
  services: ['10.96.0.0/12'],
  serviceDomain: 'cluster.local',
  apiServerPort: 6443,
} as const
