// Name servers: without one no image can be pulled, and of more than three the rest is never asked.

import { parseIp } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { Device } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { familiesOf, type Vm, vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'no-name-server': {
    severity: 'warning',
    meaning: 'A node with static addresses has no name server, or none that it can reach.',
    cure: 'write `nameservers: [192.168.10.50]` in `spec.network`',
    reads: ['spec.network.nameservers', 'spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'CAPV pkg/util/constants.go, v1.13: a static device gets the name servers that it lists',
  },
  'too-many-name-servers': {
    severity: 'warning',
    meaning: 'A node has more than three name servers, of which the first three are asked.',
    cure: 'list three of them',
    reads: ['spec.network.nameservers', 'spec.network.extraDevices[].nameservers'],
    source: 'resolv.conf(5): MAXNS; kubernetes pkg/apis/core/validation/validation.go: MaxDNSNameservers',
  },
} as const satisfies Rules

/** The resolver of the C library, and the kubelet's own limit. */
const MOST = 3

/** Returns the warnings `no-name-server` and `too-many-name-servers`, each once per place. */
export function checkNameServers(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const problem of vmsOf(cluster).flatMap(vm => [...missing(vm), ...tooMany(vm)])) {
    const key = `${problem.code} ${field(problem.path)}`
    if (!found.has(key)) found.set(key, problem)
  }
  return [...found.values()]
}

function missing(vm: Vm): readonly Problem[] {
  const { devices, owner } = vm
  const families = familiesOf(vm)
  const first = devices.find(({ ranges }) => ranges.length > 0)
  // DHCP and router announcements bring theirs; of a pool that is not ours nothing is known.
  if (first === undefined || families === undefined || devices.some(({ config }) => config.dhcp4 || config.dhcp6))
    return []
  const servers = devices.flatMap(({ config }) => config.nameservers ?? [])
  const reached = servers.filter(server => {
    const ip = parseIp(server)
    return ip === undefined || families.includes(ip.family)
  })
  if (reached.length > 0) return []
  const path = placeOf(first)
  const why =
    servers.length === 0
      ? `${field(first.list.path)} gives ${owner} static addresses, so that no DHCP server names one`
      : `${owner} has ${families.map(family => `IPv${family}`).join(' and ')} addresses, its name servers are of the other family`
  return [
    {
      code: 'no-name-server',
      severity: 'warning',
      path,
      message: `${field(path)} must hold a name server that ${owner} can reach`,
      why: `${why}; nothing resolves, and no image can be pulled by name`,
      fix: 'write `nameservers` there, or add "no-name-server" to `spec.acknowledge`',
    },
  ]
}

/** Where no layer has the field, the cluster-wide place is the one to fill. */
function placeOf(device: Device): Path {
  const path = device.origin('nameservers')
  return path.at(-1) === 'nameservers' ? path : ['spec', 'network', 'nameservers']
}

function tooMany({ devices, owner }: Vm): readonly Problem[] {
  const servers = new Set<string>()
  for (const device of devices) {
    for (const server of device.config.nameservers ?? []) servers.add(server)
    if (servers.size <= MOST) continue
    const path = device.origin('nameservers')
    return [
      {
        code: 'too-many-name-servers',
        severity: 'warning',
        path,
        message: `${field(path)} must leave ${owner} at most three name servers; it has ${servers.size}`,
        why: 'the resolver of the nodes and the kubelet, which hands the list to pods, ask the first three',
        fix: 'list those three, or add "too-many-name-servers" to `spec.acknowledge`',
      },
    ]
  }
  return []
}
