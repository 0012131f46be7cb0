// Which fields of a KubeadmControlPlane its webhook lets change, and since which release of Cluster API: `allowedPaths` in
// kubernetes-sigs/cluster-api, kubeadm_control_plane_webhook.go (internal/webhooks/ since v1.6), read at 21 releases from
// v0.3.0 to v1.14. The webhook walks a JSON merge patch: a list is a leaf, and so is an object that is taken away whole.

import type { Version } from '../facts/releases.ts'
import { GROUPS } from './change.ts'
import type { Effect, EffectRule } from './effect.ts'

const MUTABLE_FROM: readonly (readonly [from: Version, paths: readonly string[]])[] = [
  [
    [0, 3, 0],
    [
      'replicas',
      'version',
      'infrastructureTemplate.name',
      'upgradeAfter',
      'nodeDrainTimeout',
      'kubeadmConfigSpec.preKubeadmCommands',
      'kubeadmConfigSpec.postKubeadmCommands',
      'kubeadmConfigSpec.files',
      'kubeadmConfigSpec.users',
      'kubeadmConfigSpec.verbosity',
      'kubeadmConfigSpec.initConfiguration.nodeRegistration.**',
      'kubeadmConfigSpec.joinConfiguration.nodeRegistration.**',
      'kubeadmConfigSpec.clusterConfiguration.imageRepository',
      'kubeadmConfigSpec.clusterConfiguration.dns.imageRepository',
      'kubeadmConfigSpec.clusterConfiguration.dns.imageTag',
      'kubeadmConfigSpec.clusterConfiguration.etcd.local.imageRepository',
      'kubeadmConfigSpec.clusterConfiguration.etcd.local.imageTag',
    ],
  ],
  [
    [0, 3, 13],
    [
      'kubeadmConfigSpec.clusterConfiguration.apiServer.**',
      'kubeadmConfigSpec.clusterConfiguration.controllerManager.**',
      'kubeadmConfigSpec.clusterConfiguration.scheduler.**',
    ],
  ],
  [[0, 3, 16], ['rolloutStrategy.**']],
  [
    [0, 4, 0],
    [
      'machineTemplate.infrastructureRef.name',
      'machineTemplate.infrastructureRef.apiVersion',
      'machineTemplate.metadata.**',
      'rolloutAfter',
      'kubeadmConfigSpec.ntp.**',
      'kubeadmConfigSpec.clusterConfiguration.etcd.local.extraArgs.**',
    ],
  ],
  [
    [1, 1, 0],
    ['machineTemplate.nodeDrainTimeout', 'kubeadmConfigSpec.ignition.**'],
  ],
  [
    [1, 2, 0],
    [
      'machineTemplate.infrastructureRef.kind',
      'machineTemplate.nodeDeletionTimeout',
      'rolloutStrategy',
      'kubeadmConfigSpec.format',
      'kubeadmConfigSpec.mounts',
      'kubeadmConfigSpec.ntp',
      'kubeadmConfigSpec.ignition',
      'kubeadmConfigSpec.initConfiguration.nodeRegistration',
      'kubeadmConfigSpec.joinConfiguration.nodeRegistration',
      'kubeadmConfigSpec.initConfiguration.patches.directory',
      'kubeadmConfigSpec.joinConfiguration.patches.directory',
      'kubeadmConfigSpec.clusterConfiguration.apiServer',
      'kubeadmConfigSpec.clusterConfiguration.controllerManager',
      'kubeadmConfigSpec.clusterConfiguration.scheduler',
    ],
  ],
  [
    [1, 3, 0],
    [
      'rolloutBefore.**',
      'rolloutBefore',
      'machineTemplate.nodeVolumeDetachTimeout',
      'kubeadmConfigSpec.diskSetup.**',
      'kubeadmConfigSpec.diskSetup',
      'kubeadmConfigSpec.initConfiguration.skipPhases',
      'kubeadmConfigSpec.joinConfiguration.skipPhases',
    ],
  ],
  [
    [1, 4, 0],
    [
      'remediationStrategy.**',
      'remediationStrategy',
      'kubeadmConfigSpec.useExperimentalRetryJoin',
      'kubeadmConfigSpec.initConfiguration.patches',
      'kubeadmConfigSpec.joinConfiguration.patches',
    ],
  ],
  [
    [1, 5, 0],
    [
      'kubeadmConfigSpec.clusterConfiguration.etcd.local.dataDir',
      'kubeadmConfigSpec.clusterConfiguration.etcd.local.peerCertSANs',
      'kubeadmConfigSpec.clusterConfiguration.etcd.local.serverCertSANs',
      'kubeadmConfigSpec.clusterConfiguration.etcd.external.**',
      'kubeadmConfigSpec.initConfiguration.bootstrapTokens',
      'kubeadmConfigSpec.initConfiguration.localAPIEndpoint.**',
      'kubeadmConfigSpec.initConfiguration.localAPIEndpoint',
      'kubeadmConfigSpec.joinConfiguration.caCertPath',
      'kubeadmConfigSpec.joinConfiguration.controlPlane.**',
      'kubeadmConfigSpec.joinConfiguration.controlPlane',
      'kubeadmConfigSpec.joinConfiguration.discovery.**',
      'kubeadmConfigSpec.joinConfiguration.discovery',
    ],
  ],
  [
    [1, 7, 0],
    ['kubeadmConfigSpec.clusterConfiguration.featureGates.**', 'kubeadmConfigSpec.clusterConfiguration.featureGates'],
  ],
  [
    [1, 9, 0],
    ['machineNamingStrategy.**', 'machineNamingStrategy'],
  ],
  [[1, 10, 0], ['kubeadmConfigSpec.bootCommands']],
  [
    [1, 11, 0],
    [
      'rollout.**',
      'rollout',
      'remediation.**',
      'remediation',
      'machineNaming.**',
      'machineNaming',
      'machineTemplate.metadata',
      'machineTemplate.spec.**',
      'machineTemplate.spec.infrastructureRef.name',
      'machineTemplate.spec',
      'kubeadmConfigSpec.initConfiguration.timeouts.**',
      'kubeadmConfigSpec.initConfiguration.timeouts',
      'kubeadmConfigSpec.joinConfiguration.timeouts.**',
      'kubeadmConfigSpec.joinConfiguration.timeouts',
      'kubeadmConfigSpec.clusterConfiguration.etcd.**',
      'kubeadmConfigSpec.clusterConfiguration.etcd',
      'kubeadmConfigSpec.clusterConfiguration.dns.**',
      'kubeadmConfigSpec.clusterConfiguration.dns',
      'kubeadmConfigSpec.clusterConfiguration.certificateValidityPeriodDays',
    ],
  ],
  [[1, 12, 0], ['kubeadmConfigSpec.clusterConfiguration.encryptionAlgorithm']],
]

const OF = { group: GROUPS.controlPlane, kind: 'KubeadmControlPlane' } as const

/** Changes of these, and of what stands in a node, are worth new machines to the controller; some of the latter not always. */
const REPLACING: readonly string[] = [
  'version',
  'infrastructureTemplate.name',
  'machineTemplate.infrastructureRef.name',
  'machineTemplate.spec.infrastructureRef.name',
]

function effectOfAccepted(path: string): Effect {
  return path.startsWith('kubeadmConfigSpec.') || REPLACING.includes(path) ? 'rolls' : 'in-place'
}

/** What is not listed is refused. */
export const CONTROL_PLANE_RULES: readonly EffectRule[] = [
  { ...OF, path: 'spec.**', effect: 'refused' },
  ...MUTABLE_FROM.flatMap(([from, paths]) =>
    paths.map(path => ({ ...OF, path: `spec.${path}`, effect: effectOfAccepted(path), from })),
  ),
]
