// The bootstrap data of a node goes into a Secret named like its KubeadmConfig; a Secret of that name is overwritten.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type NamedSecret, secretsOf } from '../../resolve/named-secrets.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { ClusterProblem } from '../check.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'

export const rules = {
  'bootstrap-secret': {
    severity: 'error',
    meaning: 'A Secret that is referred to has the name of a node, whose bootstrap data would overwrite it.',
    cure: 'rename the Secret',
    reads: [
      'spec.vsphere.identityRef',
      'spec.cloudProvider.credentialsSecret',
      'spec.addons',
      'spec.node.files[].contentFrom.secret',
      'spec.users[].passwdFrom.secret',
      'metadata.name',
      'spec.controlPlane.nodes[].name',
      'spec.controlPlane.addresses',
    ],
    source: 'Cluster API bootstrap/kubeadm/internal/controllers/kubeadmconfig_controller.go, v1.10: storeBootstrapData',
  },
} as const satisfies Rules

interface Node {
  readonly name: string
  readonly path: Path
  readonly cluster: ResolvedCluster
}

/** Returns `bootstrap-secret` at the name of the Secret: of nodes of its own cluster, and of the others in the namespace. */
export function checkBootstrapSecrets(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  const nodes = new Map<string, Node>()
  for (const cluster of clusters) {
    const { controlPlane, namespace } = cluster
    if (controlPlane.type !== 'Machines') continue
    for (const { name, path } of controlPlane.nodes) nodes.set(`${namespace}/${name}`, { name, path, cluster })
  }
  return clusters.flatMap((own, cluster) =>
    secretsOf(own).flatMap(secret => {
      const node = nodes.get(`${own.namespace}/${secret.name}`)
      return node === undefined ? [] : [{ cluster, problem: overwritten(secret, node, own) }]
    }),
  )
}

function overwritten({ path, name }: NamedSecret, node: Node, own: ResolvedCluster): Problem {
  const whose = node.cluster === own ? '' : ` of ${clusterNamed(node.cluster)}`
  return {
    code: 'bootstrap-secret',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(name)}, the name of a node`,
    why: `Cluster API writes the bootstrap data of the node${whose} into a Secret of its name, over what is there`,
    fix: 'give the Secret another name',
  }
}
