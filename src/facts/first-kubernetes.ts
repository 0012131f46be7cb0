// The first Kubernetes minor of fields that not all have: kubeadm's configuration of an older one has no place for them, and
// Cluster API leaves them out in silence when it writes that.
// Source: kubernetes cmd/kubeadm/app/apis/kubeadm/{v1beta2,v1beta3,v1beta4}/types.go and app/util/patches/patches.go;
// cluster-api bootstrap/kubeadm/types/upstreamv1beta3/conversion.go, v1.13.5.

export interface FirstKubernetes {
  readonly minor: number
  /** Whether workers are set up with it as well. */
  readonly ofWorkers: boolean
}

/** Keys as `usedFields` takes them. */
export const FIRST_KUBERNETES: ReadonlyMap<string, FirstKubernetes> = new Map([
  ['kubeadm.patches', ofControlPlane(22)],
  ['kubeadm.patches[].target=kubeletconfiguration', ofEveryNode(25)],
  ['kubeadm.patches[].target=corednsdeployment', ofControlPlane(31)],
  ['kubeadm.skipPhases', ofEveryNode(22)],
  ['kubeadm.certificateValidityPeriodDays', ofControlPlane(31)],
  // The other two are in every version, in the place that it has for them.
  ['kubeadm.timeouts.kubeletHealthCheckSeconds', ofEveryNode(31)],
  ['kubeadm.timeouts.kubernetesAPICallSeconds', ofEveryNode(31)],
  ['kubeadm.timeouts.etcdAPICallSeconds', ofControlPlane(31)],
  ['kubeadm.timeouts.discoverySeconds', ofEveryNode(31)],
  // The API server's own (kubernetes staging/src/k8s.io/apiserver pkg/apis/apiserver/v1alpha1, v1.29).
  ['kubeadm.authentication', ofControlPlane(29)],
  ['kubeadm.authorization', ofControlPlane(29)],
])

/** `node.kubeletConfiguration` reaches a node as a patch. */
export const KUBELET_PATCHES = 25

function ofControlPlane(minor: number): FirstKubernetes {
  return { minor, ofWorkers: false }
}

function ofEveryNode(minor: number): FirstKubernetes {
  return { minor, ofWorkers: true }
}
