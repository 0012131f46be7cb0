// kube-vip on a control-plane node: a static pod, and from Kubernetes 1.29 on what it takes to start before there are any rights.

import { formatIp } from '../../addresses.ts'
import { defaultKubeVipVersion, KUBE_VIP_IMAGE, kubeVipTag, SUPER_ADMIN_SINCE } from '../../facts/kube-vip.ts'
import { KUBE_VIP_HOSTS, KUBE_VIP_MANIFEST, KUBE_VIP_SCRIPTS } from '../../facts/node-paths.ts'
import { isAtLeast, parseVersion } from '../../facts/releases.ts'
import type { PlannableCluster } from '../plannable.ts'
import type { SetupPart } from './compose.ts'
import { readableFile, scriptFile, startOf } from './script.ts'
import {
  KUBE_VIP_AFTER_INIT_SCRIPT,
  KUBE_VIP_BEFORE_INIT_SCRIPT,
  kubeVipHosts,
  kubeVipPod,
} from './scripts/kube-vip.ts'

/** `kubernetesVersion` is the node's own. Undefined where another load balancer is wanted. */
export function planKubeVip(cluster: PlannableCluster, kubernetesVersion: string): SetupPart | undefined {
  const { loadBalancer } = cluster.config.spec
  if (loadBalancer.type !== 'KubeVIP') return undefined
  const ips = cluster.virtualAddresses.map(({ ip }) => ip)
  const tag =
    loadBalancer.version === undefined ? defaultKubeVipVersion(kubernetesVersion) : kubeVipTag(loadBalancer.version)
  const pod = kubeVipPod({
    image: `${loadBalancer.image ?? KUBE_VIP_IMAGE}:${tag}`,
    addresses: ips.map(formatIp),
    port: cluster.endpoint.port,
    ...(loadBalancer.interface === undefined ? {} : { interface: loadBalancer.interface }),
  })
  const files = [
    readableFile(KUBE_VIP_MANIFEST, { text: pod }),
    readableFile(KUBE_VIP_HOSTS, { text: kubeVipHosts(ips.map(({ family }) => family)) }),
  ]
  if (!isAtLeast(parseVersion(kubernetesVersion), SUPER_ADMIN_SINCE)) return { files }
  const { before, after } = KUBE_VIP_SCRIPTS
  return {
    files: [...files, scriptFile(before, KUBE_VIP_BEFORE_INIT_SCRIPT), scriptFile(after, KUBE_VIP_AFTER_INIT_SCRIPT)],
    before: [startOf(before)],
    after: [startOf(after)],
  }
}
