// kubeadm's ClusterConfiguration: the same for every control-plane node.

import { compressed, formatHostPort, formatIp } from '../addresses.ts'
import type { HAClusterSpec } from '../config/schema/hacluster.ts'
import { parseVersion } from '../facts/releases.ts'
import { apiServerFileMounts } from './api-server-files.ts'
import { apiServerTakesCloudProvider, EXTERNAL_CLOUD_PROVIDER } from './defaults.ts'
import type { ClusterConfiguration, Etcd, HostPathMount, KubeadmTimeouts } from './kubeadm-model.ts'
import type { CloudProvider, Endpoint, StringMap } from './model.ts'
import type { PlannableCluster } from './plannable.ts'
import { present } from './present.ts'

/** A user's flag replaces what capv-ha would set. */
export function planKubeadm(
  cluster: PlannableCluster,
  endpoint: Endpoint,
  cloudProvider: CloudProvider,
): ClusterConfiguration {
  const {
    release,
    config: { spec },
  } = cluster
  const kubeadm = spec.kubeadm ?? {}
  // kubeadm adds the endpoint alone, and that may be a name.
  const vips = cluster.virtualAddresses.map(({ ip }) => formatIp(ip))
  const external = cloudProvider.type === 'None' ? {} : EXTERNAL_CLOUD_PROVIDER
  const onApiServer: StringMap = apiServerTakesCloudProvider(release, parseVersion(spec.kubernetesVersion))
    ? external
    : {}
  const etcd = planEtcd(kubeadm.etcd)
  const files = apiServerFileMounts(kubeadm)
  const dns = present(kubeadm.dns ?? {}, 'imageRepository', 'imageTag')
  return {
    controlPlaneEndpoint: formatHostPort(endpoint.host, endpoint.port),
    certSANs: [...new Set([endpoint.host, ...vips, ...(kubeadm.certSANs ?? []).map(compressed)])],
    ...present(kubeadm, 'imageRepository'),
    apiServer: {
      extraArgs: { ...onApiServer, ...files.extraArgs, ...kubeadm.apiServerExtraArgs },
      extraVolumes: [...files.extraVolumes, ...planVolumes(kubeadm.apiServerExtraVolumes)],
    },
    controllerManager: {
      extraArgs: { ...external, ...kubeadm.controllerManagerExtraArgs },
      extraVolumes: planVolumes(kubeadm.controllerManagerExtraVolumes),
    },
    scheduler: {
      extraArgs: kubeadm.schedulerExtraArgs ?? {},
      extraVolumes: planVolumes(kubeadm.schedulerExtraVolumes),
    },
    ...(etcd === undefined ? {} : { etcd }),
    ...(Object.keys(dns).length === 0 ? {} : { dns }),
    featureGates: kubeadm.featureGates ?? {},
    ...present(kubeadm, 'certificateValidityPeriodDays', 'caCertificateValidityPeriodDays'),
    timeouts: planTimeouts(kubeadm.timeouts),
  }
}

/** Those of a node of the control plane. */
export function planTimeouts(timeouts: KubeadmConfig['timeouts'] = {}): KubeadmTimeouts {
  return {
    ...present(timeouts, 'controlPlaneComponentHealthCheckSeconds', 'etcdAPICallSeconds'),
    ...planWorkerTimeouts(timeouts),
  }
}

/** A worker has no component of the control plane and no etcd to wait for. */
export function planWorkerTimeouts(timeouts: KubeadmConfig['timeouts'] = {}): KubeadmTimeouts {
  return present(
    timeouts,
    'kubeletHealthCheckSeconds',
    'kubernetesAPICallSeconds',
    'tlsBootstrapSeconds',
    'discoverySeconds',
  )
}

type KubeadmConfig = NonNullable<HAClusterSpec['kubeadm']>

function planVolumes(volumes: KubeadmConfig['apiServerExtraVolumes'] = []): readonly HostPathMount[] {
  return volumes.map(({ name, hostPath, mountPath, readOnly = false, pathType }) => ({
    ...{ name, hostPath, mountPath, readOnly },
    ...(pathType === undefined ? {} : { pathType }),
  }))
}

/** Nothing where nothing is set: kubeadm then runs etcd with its own defaults. */
function planEtcd({ local, external }: NonNullable<KubeadmConfig['etcd']> = {}): Etcd | undefined {
  if (external !== undefined) return { type: 'external', ...external }
  const fields = present(local ?? {}, 'dataDir', 'imageRepository', 'imageTag')
  const { extraArgs = {} } = local ?? {}
  const isSet = Object.keys(fields).length > 0 || Object.keys(extraArgs).length > 0
  return isSet ? { type: 'local', ...fields, extraArgs } : undefined
}
