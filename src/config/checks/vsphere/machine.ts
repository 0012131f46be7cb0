// Machines after merging: what every VM needs, and fields that only mean something together.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type Group, groupsOf, layersOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'snapshot-without-linked-clone': {
    severity: 'error',
    meaning: '`snapshot` is set for a full clone.',
    cure: 'set `cloneMode: linkedClone`',
    reads: ['spec.machine.snapshot', 'spec.machine.cloneMode'],
    source: 'CAPV pkg/services/govmomi/vcenter/clone.go, v1.13',
  },
  'timeout-without-try-soft': {
    severity: 'error',
    meaning: '`guestSoftPowerOffTimeoutSeconds` is set without `powerOffMode: trySoft`.',
    cure: 'set `powerOffMode: trySoft`',
    reads: ['spec.machine.guestSoftPowerOffTimeoutSeconds', 'spec.machine.powerOffMode'],
    source: 'CAPV internal/webhooks/vspheremachine.go, v1.13',
  },
  'pci-device': {
    severity: 'error',
    meaning: 'A PCI device has neither a vGPU profile nor both IDs, or has both kinds.',
    cure: 'write `deviceId` and `vendorId`',
    reads: ['spec.machine.pciDevices'],
    source: 'CAPV internal/webhooks/vspheremachine.go, v1.13',
  },
} as const satisfies Rules

/** Returns `missing-field`, `snapshot-without-linked-clone`, `timeout-without-try-soft`, `pci-device` and `duplicate-name`. */
export function checkMachine(cluster: ResolvedCluster): readonly Problem[] {
  const groups = groupsOf(cluster)
  return [
    ...onePerPlace(groups.flatMap(group => [...missingFields(group), ...mismatches(group)])),
    ...layersOf(cluster).flatMap(({ machine, path }) => [
      ...diskNames(machine?.dataDisks ?? [], [...path, 'machine', 'dataDisks']),
      ...(machine?.pciDevices ?? []).flatMap((device, i) => pciProblem(device, [...path, 'machine', 'pciDevices', i])),
    ]),
  ]
}

const EXAMPLES = { template: '"ubuntu-2204-kube-v1.31.4"', memoryMiB: '8192', diskGiB: '50' } as const

function missingFields(group: Group): readonly Problem[] {
  const { machine, network, label } = group
  const ofMachine = (['template', 'memoryMiB', 'diskGiB'] as const).flatMap(name =>
    (machine.value[name] ?? false)
      ? []
      : [missing('machine', name, EXAMPLES[name], machine.value[name] === null, machine.origin(name), label)],
  )
  const extra = (network.value.extraDevices ?? []).flatMap((device, i) =>
    device.name
      ? []
      : [missing('network', 'name', '"management"', true, [...network.origin('extraDevices'), i, 'name'], label)],
  )
  if (network.value.name) return [...ofMachine, ...extra]
  const unset = network.value.name === null
  return [...ofMachine, missing('network', 'name', '"management"', unset, network.origin('name'), label), ...extra]
}

/** Where no layer has the field, the cluster-wide place is the one to fill. */
function missing(
  part: 'machine' | 'network',
  name: string,
  example: string,
  isOwnPlace: boolean,
  origin: Path,
  label: string,
): Problem {
  const path = isOwnPlace ? origin : ['spec', part, name]
  const fix = `write \`${name}: ${example}\` there, or for single groups in their \`${part}\``
  return {
    code: 'missing-field',
    severity: 'error',
    path,
    message: `${field(path)} must be set: ${label} has none`,
    fix,
  }
}

function mismatches({ machine }: Group): readonly Problem[] {
  const { snapshot, cloneMode, guestSoftPowerOffTimeoutSeconds, powerOffMode } = machine.value
  const found: Problem[] = []
  if (typeof snapshot === 'string' && cloneMode !== 'linkedClone') {
    found.push(
      needs(
        'snapshot-without-linked-clone',
        machine.origin('snapshot'),
        'cloneMode',
        'linkedClone',
        cloneMode ?? 'fullClone',
      ),
    )
  }
  if (typeof guestSoftPowerOffTimeoutSeconds === 'number' && powerOffMode !== 'trySoft') {
    const path = machine.origin('guestSoftPowerOffTimeoutSeconds')
    found.push(needs('timeout-without-try-soft', path, 'powerOffMode', 'trySoft', powerOffMode ?? 'hard'))
  }
  return found
}

function needs(
  code: 'snapshot-without-linked-clone' | 'timeout-without-try-soft',
  path: Path,
  name: 'cloneMode' | 'powerOffMode',
  wanted: string,
  actual: string,
): Problem {
  return {
    code,
    severity: 'error',
    path,
    message: `${field(path)} must not be set without \`${name}: ${wanted}\``,
    why: `\`${name}\` is ${quoted(actual)}`,
    fix: `remove it, or set \`${name}: ${wanted}\` beside it`,
  }
}

function onePerPlace(problems: readonly Problem[]): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const problem of problems) {
    const key = `${problem.code} ${field(problem.path)}`
    if (!found.has(key)) found.set(key, problem)
  }
  return [...found.values()]
}

function diskNames(disks: readonly { readonly name: string }[], path: Path): readonly Problem[] {
  const firsts = new Map(disks.map(({ name }, i) => [name, i] as const).reverse())
  return disks.flatMap(({ name }, i) => {
    const earlier = firsts.get(name) ?? i
    if (earlier === i) return []
    const own = [...path, i, 'name']
    const why = `${field([...path, earlier, 'name'])} is the same`
    const message = `${field(own)} must not be ${quoted(name)} a second time`
    return [
      { code: 'duplicate-name', severity: 'error', path: own, message, why, fix: 'give each disk a name of its own' },
    ]
  })
}

interface PciDevice {
  readonly deviceId?: number | undefined
  readonly vendorId?: number | undefined
  readonly vGPUProfile?: string | undefined
}

function pciProblem({ deviceId, vendorId, vGPUProfile }: PciDevice, path: Path): readonly Problem[] {
  const ids = [deviceId, vendorId].filter(id => id !== undefined).length
  if (vGPUProfile === undefined ? ids === 2 : ids === 0) return []
  const message = `${field(path)} must have either \`vGPUProfile\`, or \`deviceId\` and \`vendorId\``
  const fix = vGPUProfile === undefined ? 'write both IDs' : 'remove the IDs'
  return [{ code: 'pci-device', severity: 'error', path, message, fix }]
}
