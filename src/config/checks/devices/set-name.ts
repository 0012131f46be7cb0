// Releases that do not name the interfaces of a node leave the matching of its static addresses to the image.

import { FIRST_RELEASES, hasField } from '../../../facts/first-releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'interface-not-named': {
    severity: 'warning',
    meaning:
      'CAPV v0.5.4, v0.6.0 and v0.6.1 do not name the interfaces of a node: some images then take no static addresses.',
    cure: 'upgrade to CAPV v0.5.5, v0.6.2 or later, or acknowledge the warning for images that take them',
    reads: ['spec.capvVersion', 'spec.controlPlane.addresses', 'spec.machine.template'],
    source: 'CAPV pkg/util/constants.go, v0.5.5 and v0.6.2: set-name, which the releases before do not write',
  },
} as const satisfies Rules

/** CAPV's own images of that time that match by the MAC address alone. */
const MATCHES_BY_MAC = /ubuntu-?(16|18)/i

/** Returns the warning `interface-not-named` at `capvVersion`. */
export function checkSetName(cluster: ResolvedCluster): readonly Problem[] {
  const { release, config } = cluster
  const first = FIRST_RELEASES.get('network.deviceName')
  if (release === undefined || first === undefined || hasField(release, first)) return []
  const isStatic = vmsOf(cluster).some(({ devices }) => devices.some(({ ranges }) => ranges.length > 0))
  const template = groupsOf(cluster)
    .map(({ machine }) => machine.value.template)
    .find(each => typeof each === 'string' && !MATCHES_BY_MAC.test(each))
  if (!isStatic || template === undefined) return []
  const path = ['spec', 'capvVersion']
  return [
    {
      code: 'interface-not-named',
      severity: 'warning',
      path,
      message: `${field(path)} ${quoted(config.spec.capvVersion)} must be one that names the interfaces of nodes, for images that need it`,
      why: `without a name the images of CentOS 7 and Photon leave the static addresses of an interface out; the template is ${quoted(template)}`,
      fix: 'upgrade the management cluster to CAPV v0.5.5, v0.6.2 or later, or add "interface-not-named" to `spec.acknowledge`',
    },
  ]
}
