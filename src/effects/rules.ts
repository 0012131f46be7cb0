// What becomes of a changed field, as a table: by kind, path and the release of the controllers. What a change does depends
// on the controllers in the management cluster, not on the apiVersion of the manifest.

import { GROUPS } from './change.ts'
import { CONTROL_PLANE_RULES } from './control-plane-rules.ts'
import type { EffectRule } from './effect.ts'

const { core, bootstrap, infrastructure, addons } = GROUPS

export const EFFECT_RULES: readonly EffectRule[] = [
  // What VSphereMachine's webhook lets change (cluster-api-provider-vsphere v1.13, v1.16, vspheremachine_webhook.go).
  // v1alpha2 refuses nothing, and v1alpha3 and v1alpha4 know no power-off fields. New devices are written into the VM's
  // metadata at once (v1.16.1, services/govmomi/service.go, reconcileMetadata): the guest keeps its addresses.
  { group: infrastructure, kind: 'VSphereMachine', path: 'spec.**', effect: 'replace-by-hand' },
  { group: infrastructure, kind: 'VSphereMachine', path: 'spec.network.devices', effect: 'no-effect' },
  { group: infrastructure, kind: 'VSphereMachine', path: 'spec.providerID', effect: 'in-place' },
  { group: infrastructure, kind: 'VSphereMachine', path: 'spec.powerOffMode', effect: 'in-place' },
  { group: infrastructure, kind: 'VSphereMachine', path: 'spec.guestSoftPowerOffTimeout', effect: 'in-place' },
  { group: infrastructure, kind: 'VSphereMachine', path: 'spec.guestSoftPowerOffTimeoutSeconds', effect: 'in-place' },
  // The zone's placement is copied into VSphereVM, whose webhook refuses another one (v0.7.12, v1.16.1,
  // pkg/services/vimmachine.go, generateOverrideFunc): from then on the node is not looked after, and nothing shows it.
  { group: core, kind: 'Machine', path: 'spec.failureDomain', effect: 'stalls' },
  // Shown at once, installed never.
  { group: core, kind: 'Machine', path: 'spec.version', effect: 'no-effect' },
  // Read once, when the node is made.
  { group: bootstrap, kind: 'KubeadmConfig', path: 'spec.**', effect: 'no-effect' },
  // Immutable (vspherefailuredomain_webhook.go); the zone is accepted, and then as Machine's failureDomain above.
  { group: infrastructure, kind: 'VSphereFailureDomain', path: 'spec.**', effect: 'refused' },
  { group: infrastructure, kind: 'VSphereDeploymentZone', path: 'spec.**', effect: 'stalls' },
  { group: infrastructure, kind: 'VSphereDeploymentZone', path: 'spec.controlPlane', effect: 'in-place' },
  // Immutable (clusterresourceset_webhook.go); a resource that is gone from the list stays in the cluster.
  { group: addons, kind: 'ClusterResourceSet', path: 'spec.**', effect: 'refused' },
  { group: addons, kind: 'ClusterResourceSet', path: 'spec.resources', effect: 'in-place' },
  ...CONTROL_PLANE_RULES,
]
