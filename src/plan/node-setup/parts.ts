// What the fields of `node` put into a node, beside files and commands of the user's own.

import type { NodeConfig, ResolvedShape } from '../../config/resolve/resolved.ts'
import type { PlannableCluster } from '../plannable.ts'
import type { SetupPart, SetupParts } from './compose.ts'
import { planKubeVip } from './kube-vip.ts'
import { completeNoProxy } from './no-proxy.ts'
import { planProxy } from './proxy.ts'
import { planRegistryMirrors } from './registry-mirrors.ts'
import { scriptFile, startOf } from './script.ts'
import { RESTART_CONTAINERD_SCRIPT } from './scripts/restart-containerd.ts'
import { planTimeServers } from './time-servers.ts'
import { planTrustedCAs } from './trusted-cas.ts'

/** Only what a field asks for. `kubernetesVersion` is that of a control-plane node, and absent of others. */
export function planParts(cluster: PlannableCluster, shape: ResolvedShape, kubernetesVersion?: string): SetupParts {
  const { proxy, registryMirrors, trustedCAs, ntpServers, format, mounts } = shape.node.value
  const mirrors = registryMirrors?.length ? planRegistryMirrors(registryMirrors) : undefined
  const dropIns = proxy ? planProxy(proxy, completeNoProxy(cluster, shape)) : undefined
  const authorities = trustedCAs?.length ? planTrustedCAs(trustedCAs) : undefined
  const kubeVip = kubernetesVersion === undefined ? undefined : planKubeVip(cluster, kubernetesVersion)
  const restarts = mirrors ?? dropIns ?? authorities ?? (mounts?.some(hidesContainerd) ? {} : undefined)
  return {
    ...(format === 'ignition' && ntpServers?.length ? { timeServers: planTimeServers(ntpServers) } : {}),
    ...(authorities ? { trustedCAs: authorities } : {}),
    ...((mirrors ?? dropIns) ? { containerd: together(mirrors, dropIns) } : {}),
    ...(restarts ? { restart: RESTART } : {}),
    ...(kubeVip ? { loadBalancer: kubeVip } : {}),
  }
}

const RESTART: SetupPart = {
  files: [scriptFile('restart-containerd', RESTART_CONTAINERD_SCRIPT)],
  before: [startOf('restart-containerd')],
}

function together(...parts: readonly (SetupPart | undefined)[]): SetupPart {
  return {
    files: parts.flatMap(part => part?.files ?? []),
    before: parts.flatMap(part => part?.before ?? []),
  }
}

/** containerd may run before the mount is there, and would then go on in the folder below it. */
function hidesContainerd([, target = '']: NonNullable<NodeConfig['mounts']>[number]): boolean {
  return `${CONTAINERD_FOLDER}/`.startsWith(`${target.replace(/\/+$/, '')}/`)
}

const CONTAINERD_FOLDER = '/var/lib/containerd'
