// The network of nodes that ignition sets up: the vSphere provider writes it for cloud-init, and images for ignition read nothing of it.
// capv-ha gives them units of systemd-networkd instead, which say the same for every node of a group.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster, ResolvedZone } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `ignition` is described in ignition.ts. */
export const rules = {} as const satisfies Rules

/** Returns `ignition`, once per place. */
export function checkIgnitionNetwork(cluster: ResolvedCluster): readonly Problem[] {
  const owners = ignitionOwners(cluster)
  if (owners.size === 0) return []
  const found = new Map<string, Problem>()
  const devices = devicesOf(cluster).filter(({ owner, kind }) => kind !== 'zone' && owners.has(owner))
  for (const device of devices) {
    const most = devices.filter(({ owner }) => owner === device.owner).length
    for (const problem of [...poolProblems(device), ...zoneProblems(device), ...deviceProblems(device, most)]) {
      if (!found.has(field(problem.path))) found.set(field(problem.path), problem)
    }
  }
  return [...found.values()]
}

/** By the words that devices have for them. */
function ignitionOwners({ controlPlane, workers }: ResolvedCluster): ReadonlySet<string> {
  const nodes =
    controlPlane.type === 'Machines'
      ? controlPlane.nodes.map(({ name, node }) => ({ owner: `node "${name}"`, node }))
      : [{ owner: 'the control plane', node: controlPlane.shape.node }]
  const pools = workers.map(({ config, node }) => ({ owner: `worker pool "${config.name}"`, node }))
  return new Set([...nodes, ...pools].filter(({ node }) => node.value.format === 'ignition').map(({ owner }) => owner))
}

/** Nobody knows before a machine is made which address it will draw. */
function poolProblems({ kind, owner, list, config, origin }: Device): readonly Problem[] {
  return [
    ...(kind === 'pool' && list.entries.length > 0 ? [unread(list.path, owner, USE_DHCP)] : []),
    ...(config.addressesFromPools ? [unread(origin('addressesFromPools'), owner, USE_DHCP)] : []),
  ]
}

const USE_DHCP = 'use DHCP, cloud-config, or for the control plane type Machines with addresses'

function zoneProblems({ owner, position, whereabouts: { zones } }: Device): readonly Problem[] {
  return zones.flatMap(({ networks }) => {
    const network = networks[position]
    if (network === undefined || network.isName) return []
    return (['addresses', 'addressesFromPools', 'nameservers', 'searchDomains'] as const).flatMap(name =>
      network.config[name] === undefined
        ? []
        : [unread([...network.path, name], owner, 'remove it, or use cloud-config')],
    )
  })
}

function unread(path: Path, owner: string, fix: string): Problem {
  return {
    code: 'ignition',
    severity: 'error',
    path,
    message: `${field(path)} must not be set where ${owner} uses the ignition format`,
    why: 'it would reach the node in the form of cloud-init, which its image does not read',
    fix,
  }
}

/** One device may be any; of several each has to be recognised by something that holds on every node. */
function deviceProblems({ config, owner, position, whereabouts, origin }: Device, most: number): readonly Problem[] {
  const isOne = most === 1 && whereabouts.zones.every(hasOne)
  if (isOne || config.macAddr || config.deviceName || config.skipIPAllocation) return []
  const path = origin(position === 0 ? 'name' : '').slice(0, -1)
  return [
    {
      code: 'ignition',
      severity: 'error',
      path,
      message: `${field(path)} must have \`deviceName\` or \`macAddr\`, since ${owner} uses the ignition format and has several devices`,
      why: 'nothing else tells the node which of them is which',
      fix: `add the name that the kernel gives it, such as ${quoted('ens192')}`,
    },
  ]
}

/** The networks of a failure domain that go beyond the devices of a machine become devices. */
function hasOne({ networks }: ResolvedZone): boolean {
  return networks.length <= 1
}
