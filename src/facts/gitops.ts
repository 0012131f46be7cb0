// What a GitOps tool must leave standing, and in which order it applies: one line for each kind that this program emits.

/** What `spec.gitops` says. */
export type GitOps = 'None' | 'ArgoCD' | 'Flux'

/**
 * What the tool does with an object that has left the manifests, or whose application is deleted:
 * `goes` with them; `asks` a person first; `stays` until somebody deletes it by hand; `is-superseded`: stays, and is no difference
 * that needs looking at.
 */
export type Fate = 'goes' | 'asks' | 'stays' | 'is-superseded'

export interface Guard {
  /** Argo CD's sync wave. The next one starts when everything before it is healthy, so nothing may wait for a later one. */
  readonly wave: -20 | -10 | 0
  readonly argocd: Fate
  /** Flux knows no question: what would ask stays. */
  readonly flux: 'goes' | 'stays'
}

/**
 * Argo CD never touches what has an owner, once it has one (gitops-engine v3.5.6 pkg/cache/cluster.go, GetManagedLiveObjs); the
 * guard is for the time before, and for objects that were restored without owners. Flux prunes what has an owner too (fluxcd/pkg
 * ssa/manager_delete.go).
 *
 * - A VSphereFailureDomain, VSphereDeploymentZone or InClusterIPPool must outlive the VMs that use it. A zone is no earlier than
 *   its VSphereCluster: where that has an identityRef, the zone is ready only after it (CAPV v1.16.1
 *   controllers/vspheredeploymentzone_controller.go, getVCenterSession).
 * - Templates that were replaced are what a revert goes back to; the Cluster takes them along.
 * - A removed pool is to go: its machines go in order, by their controllers. Its health check with it.
 * - A ClusterResourceSet owns what it applies: ConfigMaps and Secrets of the user would go with it. Of ConfigMaps by themselves
 *   nothing hangs: balancers hold a copy, and what a set has applied stays in the cluster.
 */
export const GUARDS: Readonly<Record<string, Guard>> = {
  VSphereFailureDomain: { wave: -20, argocd: 'stays', flux: 'stays' },
  VSphereDeploymentZone: { wave: 0, argocd: 'stays', flux: 'stays' },
  InClusterIPPool: { wave: -20, argocd: 'stays', flux: 'stays' },
  ConfigMap: { wave: -10, argocd: 'goes', flux: 'goes' },
  Cluster: { wave: 0, argocd: 'asks', flux: 'stays' },
  VSphereCluster: { wave: 0, argocd: 'stays', flux: 'stays' },
  KubeadmConfig: { wave: 0, argocd: 'stays', flux: 'stays' },
  Machine: { wave: 0, argocd: 'stays', flux: 'stays' },
  VSphereMachine: { wave: 0, argocd: 'stays', flux: 'stays' },
  KubeadmControlPlane: { wave: 0, argocd: 'stays', flux: 'stays' },
  VSphereMachineTemplate: { wave: -10, argocd: 'is-superseded', flux: 'stays' },
  KubeadmConfigTemplate: { wave: -10, argocd: 'is-superseded', flux: 'stays' },
  MachineDeployment: { wave: 0, argocd: 'goes', flux: 'goes' },
  MachineHealthCheck: { wave: 0, argocd: 'goes', flux: 'goes' },
  ClusterResourceSet: { wave: 0, argocd: 'stays', flux: 'stays' },
}
