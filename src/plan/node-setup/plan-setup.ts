// What happens inside a node: its registration, files, users and commands.

import type { NodeConfig, ResolvedShape } from '../../config/resolve/resolved.ts'
import type { HAClusterSpec } from '../../config/schema/hacluster.ts'
import { CRI_SOCKET, EXTERNAL_CLOUD_PROVIDER, nodeRegistrationName, preKubeadmCommands, SSH_USER } from '../defaults.ts'
import type { CloudProvider, NodeFile, NodeSetup, Role } from '../model.ts'
import type { User } from '../node-model.ts'
import type { PlannableCluster } from '../plannable.ts'
import { present } from '../present.ts'
import { composeSetup } from './compose.ts'
import { planDisks } from './disks.ts'
import { kubeadmFiles, planKubeadmRun } from './kubeadm-run.ts'
import { planParts } from './parts.ts'

/** `kubernetesVersion` is that of the nodes. */
export function planSetup(
  cluster: PlannableCluster,
  shape: ResolvedShape,
  cloudProvider: CloudProvider,
  role: Role,
  kubernetesVersion: string,
): NodeSetup {
  const node = shape.node.value
  const holdsEndpoint = role === 'control-plane' && cluster.config.spec.loadBalancer.type === 'KubeVIP'
  const format = node.format ?? 'cloud-config'
  return {
    nodeName: nodeRegistrationName(cluster.release),
    criSocket: CRI_SOCKET,
    kubeletExtraArgs: { ...(cloudProvider.type === 'None' ? {} : EXTERNAL_CLOUD_PROVIDER), ...node.kubeletExtraArgs },
    ntpServers: format === 'ignition' ? [] : (node.ntpServers ?? []),
    ...(node.diskSetup ? { diskSetup: planDisks(node.diskSetup) } : {}),
    mounts: node.mounts ?? [],
    users: planUsers(cluster.config.spec),
    ...planKubeadmRun(cluster.config.spec, node, role),
    ...composeSetup(
      {
        ...(holdsEndpoint || isSetUp(node)
          ? planParts(cluster, shape, holdsEndpoint ? kubernetesVersion : undefined)
          : {}),
        profile: { before: preKubeadmCommands(cluster.release) },
        kubeadm: { files: kubeadmFiles(cluster.config.spec, node, role) },
        user: {
          files: (node.files ?? []).map(planFile),
          before: node.preKubeadmCommands ?? [],
          after: node.postKubeadmCommands ?? [],
        },
      },
      format,
    ),
  }
}

/** Most nodes have none of it. */
function isSetUp({ proxy, registryMirrors, trustedCAs, ntpServers, mounts }: NodeConfig): boolean {
  return Boolean(proxy ?? registryMirrors ?? trustedCAs ?? ntpServers ?? mounts)
}

type FileConfig = NonNullable<NonNullable<HAClusterSpec['node']>['files']>[number]

function planFile(file: FileConfig): NodeFile {
  return {
    path: file.path,
    content: file.contentFrom === undefined ? { text: file.content ?? '' } : { secret: file.contentFrom.secret },
    ...present(file, 'owner', 'permissions', 'encoding'),
    append: file.append ?? false,
  }
}

function planUsers({ users, sshAuthorizedKeys }: HAClusterSpec): readonly User[] {
  if (users !== undefined) {
    return users.map(user => ({
      name: user.name,
      ...present(user, 'gecos', 'groups', 'homeDir', 'inactive', 'shell', 'primaryGroup', 'lockPassword', 'sudo'),
      ...(user.passwdFrom === undefined ? {} : { passwdFrom: user.passwdFrom.secret }),
      sshAuthorizedKeys: user.sshAuthorizedKeys ?? [],
    }))
  }
  return sshAuthorizedKeys === undefined || sshAuthorizedKeys.length === 0 ? [] : [{ ...SSH_USER, sshAuthorizedKeys }]
}
