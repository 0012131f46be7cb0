// The flags of the components that an HACluster sets, each map at the place where it stands.

import type { Component } from '../../facts/flags.ts'
import type { Path } from '../../problems/problem.ts'
import { groupsOf, layersOf } from './groups.ts'
import { oncePer } from './once-per.ts'
import type { ResolvedCluster } from './resolved.ts'
import { versionAt } from './versions.ts'

export interface FlagMap {
  readonly component: Component
  readonly flags: Readonly<Record<string, string>>
  readonly path: Path
}

/** As written: of the kubelet one for each layer that sets flags, in the order of the document. */
export const flagMaps = oncePer((cluster: ResolvedCluster): readonly FlagMap[] => {
  const { kubeadm } = cluster.config.spec
  const base = ['spec', 'kubeadm']
  return [
    ...flagMap('kube-apiserver', kubeadm?.apiServerExtraArgs, [...base, 'apiServerExtraArgs']),
    ...flagMap('kube-controller-manager', kubeadm?.controllerManagerExtraArgs, [...base, 'controllerManagerExtraArgs']),
    ...flagMap('kube-scheduler', kubeadm?.schedulerExtraArgs, [...base, 'schedulerExtraArgs']),
    ...flagMap('etcd', kubeadm?.etcd?.local?.extraArgs, [...base, 'etcd', 'local', 'extraArgs']),
    ...layersOf(cluster).flatMap(({ node, path }) =>
      flagMap('kubelet', node?.kubeletExtraArgs, [...path, 'node', 'kubeletExtraArgs']),
    ),
  ]
})

/** A map of flags as machines get it. */
export interface FlagUse extends FlagMap {
  /** In words: who runs the component. */
  readonly label: string
  readonly kubernetesVersion: string
  /** How many machines get the same flags. */
  readonly machines: number
}

/** For the components of the control plane once, for kubelets by groups of equal machines. */
export function flagUses(cluster: ResolvedCluster): readonly FlagUse[] {
  const { config, controlPlane, workers } = cluster
  const { kubernetesVersion } = config.spec
  const pools = new Map(workers.map(pool => [pool.path, pool]))
  const size = controlPlane.type === 'Machines' ? controlPlane.nodes.length : controlPlane.replicas
  const ofControlPlane = flagMaps(cluster)
    .filter(({ component }) => component !== 'kubelet')
    .map(map => ({ ...map, label: 'the control plane', kubernetesVersion, machines: size }))
  const ofKubelets = groupsOf(cluster).flatMap(({ node, label, path }) => {
    const flags = node.value.kubeletExtraArgs
    const pool = pools.get(path)
    const machines = pool?.mostMachines ?? (path[2] === 'nodes' ? 1 : size)
    return flagMap('kubelet', flags, node.origin('kubeletExtraArgs')).map(map => ({
      ...map,
      label,
      kubernetesVersion: versionAt(cluster, path).text,
      machines,
    }))
  })
  return [...ofControlPlane, ...ofKubelets]
}

function flagMap(
  component: Component,
  flags: Readonly<Record<string, string>> | null | undefined,
  path: Path,
): readonly FlagMap[] {
  return flags === null || flags === undefined ? [] : [{ component, flags, path }]
}
