// Addons that are brought into the cluster once already, or that hold no manifests.

import { cloudProviderName } from '../../../facts/addons.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { isCloudProviderDelivered } from '../../resolve/delivered.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  addon: {
    severity: 'error',
    meaning: 'An addon is in the ClusterResourceSet already, or holds no manifests.',
    cure: 'remove the entry, or name another ConfigMap or Secret ([addons.md](addons.md))',
    reads: [
      'spec.addons',
      'spec.cloudProvider.credentialsSecret',
      'spec.vsphere.identityRef',
      'spec.loadBalancer.type',
    ],
    source:
      'Cluster API internal/controllers/clusterresourceset/clusterresourceset_controller.go, v1.13: one faulty resource fails the set',
  },
} as const satisfies Rules

/** Returns `addon`. */
export function checkAddons(cluster: ResolvedCluster): readonly Problem[] {
  const { addons = [] } = cluster.config.spec
  if (addons.length === 0) return []
  const taken = new Map<string, string>(others(cluster))
  return addons.flatMap((addon, i) => {
    const [key, name] = 'secret' in addon ? ['secret', addon.secret] : ['configMap', addon.configMap]
    const path: Path = ['spec', 'addons', i, key]
    const id = `${key} ${name}`
    const why = taken.get(id)
    taken.set(id, why ?? `${field(path)} is the same`)
    return why === undefined ? [] : [problem(path, name, why)]
  })
}

/** What may not be an addon, each with its reason. */
function others({ config: { spec }, name, release }: ResolvedCluster): readonly (readonly [string, string])[] {
  const { cloudProvider, vsphere, loadBalancer } = spec
  const isDelivered = isCloudProviderDelivered(spec, release)
  const credentials = cloudProvider?.type === 'Managed' && isDelivered ? cloudProvider.credentialsSecret : undefined
  const hasFile = loadBalancer.type === 'Nginx' || loadBalancer.type === 'HAProxy'
  const { identityRef } = vsphere
  return [
    ...(identityRef?.kind === 'Secret'
      ? [
          [
            `secret ${identityRef.name}`,
            `${field(['spec', 'vsphere', 'identityRef'])} names it: it holds credentials and no manifests, and a Secret of its type keeps all addons back`,
          ] as const,
        ]
      : []),
    ...(credentials === undefined
      ? []
      : [
          [
            `secret ${credentials}`,
            `${field(['spec', 'cloudProvider', 'credentialsSecret'])} brings it into the cluster already`,
          ] as const,
        ]),
    ...(isDelivered
      ? [[`configMap ${cloudProviderName(name)}`, 'it holds the cloud provider and is in the set already'] as const]
      : []),
    ...(hasFile
      ? [
          [
            `configMap ${name}-load-balancer`,
            'it holds the configuration of the load balancer and no manifests',
          ] as const,
        ]
      : []),
  ]
}

function problem(path: Path, name: string, why: string): Problem {
  return {
    code: 'addon',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(name)}`,
    why,
    fix: 'remove the entry, or name a ConfigMap or Secret that holds manifests',
  }
}
