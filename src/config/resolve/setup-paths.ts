// The files that fields write into nodes, as the plan names them.

import {
  CA_FOLDER,
  KUBE_VIP_HOSTS,
  KUBE_VIP_MANIFEST,
  KUBE_VIP_SCRIPTS,
  proxyDropIn,
  REGISTRIES_FOLDER,
  SETUP_FOLDER,
  TIME_SERVERS_FILE,
} from '../../facts/node-paths.ts'
import type { Path } from '../../problems/problem.ts'
import type { Group } from './groups.ts'
import type { NodeConfig, ResolvedCluster } from './resolved.ts'

export interface SetupPath {
  readonly path: string
  /** The field that asks for it. */
  readonly origin: Path
}

/** Of the nodes of a group. Whatever else is found below `SETUP_FOLDER` is a script of ours: one stands for all. */
export function setupPaths({ config }: ResolvedCluster, { node, path }: Group): readonly SetupPath[] {
  const holdsEndpoint = path[1] === 'controlPlane' && config.spec.loadBalancer.type === 'KubeVIP'
  const origin = ['spec', 'loadBalancer', 'type']
  return [
    ...pathsOfNode(node.value).map(({ path, field }) => ({ path, origin: node.origin(field) })),
    ...(holdsEndpoint ? OF_KUBE_VIP.map(path => ({ path, origin })) : []),
  ]
}

const OF_KUBE_VIP = [
  KUBE_VIP_MANIFEST,
  KUBE_VIP_HOSTS,
  ...Object.values(KUBE_VIP_SCRIPTS).map(name => `${SETUP_FOLDER}/${name}.sh`),
]

interface PathOfNode {
  readonly path: string
  readonly field: keyof NodeConfig & string
}

function pathsOfNode({ proxy, registryMirrors, trustedCAs, ntpServers, format }: NodeConfig): readonly PathOfNode[] {
  const script = (field: PathOfNode['field']): PathOfNode => ({ path: `${SETUP_FOLDER}/restart-containerd.sh`, field })
  return [
    ...(proxy
      ? (['containerd', 'kubelet'] as const).map(unit => ({ path: proxyDropIn(unit), field: 'proxy' as const }))
      : []),
    ...(registryMirrors ?? []).flatMap(({ registry, endpoints }) => {
      const folder = `${REGISTRIES_FOLDER}/${registry}`
      const names = ['hosts.toml', ...endpoints.map((_, i) => `mirror-${i}.crt`)]
      return names.map(name => ({ path: `${folder}/${name}`, field: 'registryMirrors' as const }))
    }),
    ...(trustedCAs ?? []).map(({ name }) => ({ path: `${CA_FOLDER}/${name}.crt`, field: 'trustedCAs' as const })),
    ...(ntpServers?.length && format === 'ignition' ? [{ path: TIME_SERVERS_FILE, field: 'ntpServers' as const }] : []),
    ...(proxy ? [script('proxy')] : []),
    ...(registryMirrors?.length ? [script('registryMirrors')] : []),
    ...(trustedCAs?.length ? [script('trustedCAs')] : []),
  ]
}
