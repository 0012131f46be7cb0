// kubeadm's ClusterConfiguration, in the words of a generation.

import type { JsonObject } from '../../manifest.ts'
import type { Component, Etcd, HostPathMount } from '../../plan/kubeadm-model.ts'
import type { Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { omitEmpty } from './omit-empty.ts'

/** Cluster name, Kubernetes version and networking are left out: the controller takes them from Cluster and Machine. */
export function clusterConfiguration(core: Core, { kubeadm }: Plan): JsonObject {
  return omitEmpty({
    apiServer: omitEmpty({
      certSANs: kubeadm.certSANs,
      ...component(core, kubeadm.apiServer),
      ...core.kubeadmTimeouts(kubeadm.timeouts).apiServer,
    }),
    controllerManager: component(core, kubeadm.controllerManager),
    scheduler: component(core, kubeadm.scheduler),
    etcd: kubeadm.etcd && etcd(core, kubeadm.etcd),
    dns: kubeadm.dns && core.dns(kubeadm.dns),
    controlPlaneEndpoint: kubeadm.controlPlaneEndpoint,
    imageRepository: kubeadm.imageRepository,
    featureGates: kubeadm.featureGates,
    certificateValidityPeriodDays: kubeadm.certificateValidityPeriodDays,
    caCertificateValidityPeriodDays: kubeadm.caCertificateValidityPeriodDays,
  })
}

function component({ flags }: Core, { extraArgs, extraVolumes }: Component): JsonObject {
  return omitEmpty({ extraArgs: flags(extraArgs), extraVolumes: extraVolumes.map(volume) })
}

/** `false` says nothing, and the API types drop it. */
function volume({ name, hostPath, mountPath, readOnly, pathType }: HostPathMount): JsonObject {
  return omitEmpty({ name, hostPath, mountPath, readOnly: readOnly ? true : undefined, pathType })
}

function etcd({ flags, localEtcd }: Core, etcd: Etcd): JsonObject {
  if (etcd.type === 'local') {
    const { dataDir, imageRepository, imageTag, extraArgs } = etcd
    return { local: localEtcd(omitEmpty({ dataDir, imageRepository, imageTag, extraArgs: flags(extraArgs) })) }
  }
  const { endpoints, caFile, certFile, keyFile } = etcd
  return { external: { endpoints, caFile, certFile, keyFile } }
}
