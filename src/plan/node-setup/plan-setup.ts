// What happens inside a node: its registration, files, users and commands.

import type { NodeConfig, ResolvedShape } from '../../config/resolve/resolved.ts'
import type { HAClusterSpec } from '../../config/schema/hacluster.ts'
import {
  CRI_SOCKET,
  EXTERNAL_CLOUD_PROVIDER,
  IGNITION_SSH_USER,
  nodeRegistrationName,
  preKubeadmCommands,
  SSH_USER,
  VM_NAME,
} from '../defaults.ts'
import type { CloudProvider, Device, NodeFile, NodeSetup, Role, StringMap } from '../model.ts'
import type { User } from '../node-model.ts'
import type { PlannableCluster } from '../plannable.ts'
import { present } from '../present.ts'
import { composeSetup } from './compose.ts'
import { planDisks, planMounts } from './disks.ts'
import { planIgnition } from './ignition.ts'
import { kubeadmFiles, planKubeadmRun } from './kubeadm-run.ts'
import { planParts } from './parts.ts'

/** What is known of a node, or of a group of equal nodes, before it is made. */
export interface NodePlace {
  readonly role: Role
  readonly kubernetesVersion: string
  /** Of a single node. */
  readonly name?: string
  readonly devices: readonly Device[]
  /** Of its kubelet; what the user says goes before them. */
  readonly ownFlags?: StringMap
}

export function planSetup(
  cluster: PlannableCluster,
  shape: ResolvedShape,
  cloudProvider: CloudProvider,
  { role, kubernetesVersion, name, devices, ownFlags = {} }: NodePlace,
): NodeSetup {
  const node = shape.node.value
  const holdsEndpoint = role === 'control-plane' && cluster.config.spec.loadBalancer.type === 'KubeVIP'
  const format = node.format ?? 'cloud-config'
  const byIgnition = format === 'ignition'
  return {
    ...(byIgnition ? planIgnitionOptions(node) : {}),
    nodeName: byIgnition ? (name ?? VM_NAME) : nodeRegistrationName(cluster.release),
    criSocket: CRI_SOCKET,
    kubeletExtraArgs: {
      ...(cloudProvider.type === 'None' ? {} : EXTERNAL_CLOUD_PROVIDER),
      ...ownFlags,
      ...node.kubeletExtraArgs,
    },
    ntpServers: byIgnition ? [] : (node.ntpServers ?? []),
    ...(node.diskSetup ? { diskSetup: planDisks(node.diskSetup, byIgnition) } : {}),
    mounts: planMounts(node, byIgnition),
    users: planUsers(cluster.config.spec, byIgnition ? IGNITION_SSH_USER : SSH_USER),
    ...planKubeadmRun(cluster.config.spec, node, role),
    ...composeSetup(
      {
        ...(holdsEndpoint || isSetUp(node)
          ? planParts(cluster, shape, holdsEndpoint ? kubernetesVersion : undefined)
          : {}),
        profile: byIgnition ? planIgnition(node, name, devices) : { before: preKubeadmCommands(cluster.release) },
        kubeadm: { files: kubeadmFiles(cluster.config.spec, node, role) },
        user: {
          files: (node.files ?? []).map(file => planFile(file, byIgnition)),
          before: node.preKubeadmCommands ?? [],
          after: node.postKubeadmCommands ?? [],
        },
      },
      format,
    ),
  }
}

type Account = Pick<User, 'name' | 'sudo'>

function planIgnitionOptions({ ignition }: NodeConfig): Pick<NodeSetup, 'format' | 'ignition'> {
  const options = present(ignition ?? {}, 'additionalConfig', 'strict')
  return { format: 'ignition', ...(options.additionalConfig === undefined ? {} : { ignition: options }) }
}

/** Most nodes have none of it. */
function isSetUp({ proxy, registryMirrors, trustedCAs, ntpServers, mounts }: NodeConfig): boolean {
  return Boolean(proxy ?? registryMirrors ?? trustedCAs ?? ntpServers ?? mounts)
}

type FileConfig = NonNullable<NonNullable<HAClusterSpec['node']>['files']>[number]

/** Ignition's own files have a number for a mode, which is octal only with a zero before it. */
function planFile(file: FileConfig, byIgnition: boolean): NodeFile {
  const { permissions } = file
  return {
    path: file.path,
    content: file.contentFrom === undefined ? { text: file.content ?? '' } : { secret: file.contentFrom.secret },
    ...present(file, 'owner', 'permissions', 'encoding'),
    ...(byIgnition && permissions !== undefined ? { permissions: permissions.replace(/^(?!0)/, '0') } : {}),
    append: file.append ?? false,
  }
}

function planUsers({ users, sshAuthorizedKeys }: HAClusterSpec, account: Account): readonly User[] {
  if (users !== undefined) {
    return users.map(user => ({
      name: user.name,
      ...present(user, 'gecos', 'groups', 'homeDir', 'inactive', 'shell', 'primaryGroup', 'lockPassword', 'sudo'),
      ...(user.passwdFrom === undefined ? {} : { passwdFrom: user.passwdFrom.secret }),
      sshAuthorizedKeys: user.sshAuthorizedKeys ?? [],
    }))
  }
  return sshAuthorizedKeys === undefined || sshAuthorizedKeys.length === 0 ? [] : [{ ...account, sshAuthorizedKeys }]
}
