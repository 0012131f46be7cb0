// Network interfaces of a node have names of their own, the default eth<i> included.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `duplicate-name` is described in exclusive-fields.ts. */
export const rules = {} as const satisfies Rules

/**
 * Returns `duplicate-name` at the later device, once per place.
 * Source: CAPV pkg/util/constants.go, v1.13: `set-name` is the device name, or "eth" and the position.
 */
export function checkInterfaceNames(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { devices } of vmsOf(cluster)) {
    const named = devices.map(device => {
      const { deviceName } = device.config
      const isDefault = typeof deviceName !== 'string'
      return { name: isDefault ? `eth${device.position}` : deviceName, isDefault, path: device.origin('deviceName') }
    })
    const firsts = new Map<string, (typeof named)[number]>()
    for (const own of named) {
      if (own.name === LOOPBACK) found.set(field(own.path), loopback(own.path))
      const earlier = firsts.get(own.name)
      if (earlier === undefined) firsts.set(own.name, own)
      if (earlier === undefined) continue
      // A default name cannot be changed, only the one that was written.
      const [at, other] = own.isDefault ? [earlier, own] : [own, earlier]
      found.set(field(at.path), duplicate(at.path, own.name, other))
    }
  }
  return [...found.values()]
}

/** Every node has it. */
const LOOPBACK = 'lo'

function loopback(path: Path): Problem {
  return {
    code: 'duplicate-name',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(LOOPBACK)}, the loopback interface that every node has`,
    why: 'two interfaces of one node cannot bear it',
    fix: 'use another name, such as "ens224"',
  }
}

function duplicate(path: Path, name: string, other: { readonly path: Path; readonly isDefault: boolean }): Problem {
  const device = other.isDefault && other.path.at(-1) === 'deviceName' ? other.path.slice(0, -1) : other.path
  const why = other.isDefault ? `it is the default name of ${field(device)}` : `${field(other.path)} is the same`
  return {
    code: 'duplicate-name',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(name)} a second time`,
    why: `${why}; two interfaces of one node cannot bear it`,
    fix: 'use another name, such as "ens224", or name both devices',
  }
}
