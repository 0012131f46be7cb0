// Which apiVersion each kind has in each profile: a claim of its own, written down from the upstream CRDs, not from the printers.

import type { Profile } from '../../src/facts/releases.ts'

const GROUPS = {
  'cluster.x-k8s.io': ['Cluster', 'Machine', 'MachineDeployment', 'MachineHealthCheck'],
  'bootstrap.cluster.x-k8s.io': ['KubeadmConfig', 'KubeadmConfigTemplate'],
  'controlplane.cluster.x-k8s.io': ['KubeadmControlPlane'],
  'addons.cluster.x-k8s.io': ['ClusterResourceSet'],
  'infrastructure.cluster.x-k8s.io': [
    'VSphereCluster',
    'VSphereMachine',
    'VSphereMachineTemplate',
    'VSphereFailureDomain',
    'VSphereDeploymentZone',
  ],
} as const

/** Cluster API's own groups, then the vSphere provider's. */
const VERSIONS: Readonly<Record<Profile, readonly [string, string]>> = {
  v1alpha2: ['v1alpha2', 'v1alpha2'],
  v1alpha3: ['v1alpha3', 'v1alpha3'],
  v1alpha4: ['v1alpha4', 'v1alpha4'],
  v1beta1: ['v1beta1', 'v1beta1'],
  mixed: ['v1beta2', 'v1beta1'],
  v1beta2: ['v1beta2', 'v1beta2'],
}

/** The one apiVersion that an object of this kind may have in this profile. */
export function apiVersionOf(profile: Profile, kind: string): string | undefined {
  if (kind === 'ConfigMap' || kind === 'Secret') return 'v1'
  if (kind === 'InClusterIPPool') return 'ipam.cluster.x-k8s.io/v1alpha2'
  const [core, vsphere] = VERSIONS[profile]
  for (const [group, kinds] of Object.entries(GROUPS)) {
    if (kinds.some(known => known === kind)) return `${group}/${group.startsWith('infrastructure') ? vsphere : core}`
  }
  return undefined
}
