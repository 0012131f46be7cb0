// The Secrets of the management cluster that an HACluster refers to.

import type { Path } from '../../problems/problem.ts'
import { layersOf } from './groups.ts'
import type { NodeConfig, ResolvedCluster } from './resolved.ts'

export interface NamedSecret {
  readonly name: string
  /** Of the field that holds the name. */
  readonly path: Path
}

/** In the order of the document, each place once. */
export function secretsOf(cluster: ResolvedCluster): readonly NamedSecret[] {
  const { vsphere, cloudProvider, users, addons, kubeadm } = cluster.config.spec
  const { identityRef } = vsphere
  const credentials = cloudProvider?.type === 'Managed' ? cloudProvider.credentialsSecret : undefined
  const encryption = kubeadm?.encryption?.secretRef
  return [
    ...(identityRef?.kind === 'Secret' ? [named(identityRef.name, 'vsphere', 'identityRef', 'name')] : []),
    ...(credentials === undefined ? [] : [named(credentials, 'cloudProvider', 'credentialsSecret')]),
    ...(addons ?? []).flatMap((addon, i) => ('secret' in addon ? [named(addon.secret, 'addons', i, 'secret')] : [])),
    ...(users ?? []).flatMap(({ passwdFrom }, i) =>
      passwdFrom === undefined ? [] : [named(passwdFrom.secret.name, 'users', i, 'passwdFrom', 'secret', 'name')],
    ),
    ...(encryption === undefined ? [] : [named(encryption.name, 'kubeadm', 'encryption', 'secretRef', 'name')]),
    ...layersOf(cluster).flatMap(({ node, path }) => (node ? secretsOfNode(node, [...path, 'node']) : [])),
  ]
}

function named(name: string, ...path: Path): NamedSecret {
  return { name, path: ['spec', ...path] }
}

function secretsOfNode({ files, trustedCAs, registryMirrors }: NodeConfig, path: Path): readonly NamedSecret[] {
  return [
    ...(files ?? []).flatMap(({ contentFrom }, i) =>
      contentFrom === undefined
        ? []
        : [{ name: contentFrom.secret.name, path: [...path, 'files', i, 'contentFrom', 'secret', 'name'] }],
    ),
    ...(trustedCAs ?? []).flatMap(({ secret }, i) =>
      secret === undefined ? [] : [{ name: secret.name, path: [...path, 'trustedCAs', i, 'secret', 'name'] }],
    ),
    ...(registryMirrors ?? []).flatMap(({ endpoints }, i) =>
      endpoints.flatMap(({ caSecret }, k) =>
        caSecret === undefined
          ? []
          : [{ name: caSecret.name, path: [...path, 'registryMirrors', i, 'endpoints', k, 'caSecret', 'name'] }],
      ),
    ),
  ]
}
