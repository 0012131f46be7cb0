// Partitions and filesystems that fit neither each other nor the disks of the machine.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type Group, groupsOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-disk-setup': {
    severity: 'error',
    meaning: 'Partitions or filesystems of a node contradict each other, or would be made on its system disk.',
    cure: 'make a filesystem on "/dev/sdb1" where "/dev/sdb" has one partition',
    reads: ['spec.node.diskSetup.partitions', 'spec.node.diskSetup.filesystems', 'spec.capvVersion'],
    source: 'cloud-init cc_disk_setup.py; mke2fs(8), mkfs.xfs(8), mkfs.fat(8): lengths of labels',
  },
  'unknown-disk': {
    severity: 'warning',
    meaning: 'A disk is set up, or mounted by its label, that neither `machine` nor `diskSetup` gives the node.',
    cure: 'add it to `machine.dataDisks`',
    reads: [
      'spec.node.diskSetup.partitions[].device',
      'spec.node.diskSetup.filesystems[].device',
      'spec.node.diskSetup.filesystems[].label',
      'spec.node.mounts',
      'spec.machine.dataDisks',
      'spec.machine.additionalDisksGiB',
    ],
    source: 'Linux: disks of a SCSI controller are sda, sdb, … in the order of their units',
  },
} as const satisfies Rules

/** Returns `invalid-disk-setup` and `unknown-disk`, each once per place. */
export function checkDiskSetup(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const needsLabel = ['v1alpha3', 'v1alpha4'].includes(cluster.release?.profile ?? '')
  for (const group of groupsOf(cluster)) {
    for (const problem of groupProblems(group, needsLabel)) found.set(`${field(problem.path)} ${problem.code}`, problem)
  }
  return [...found.values()]
}

type DiskSetup = NonNullable<NodeConfig['diskSetup']>
type Partition = NonNullable<DiskSetup['partitions']>[number]
type Filesystem = NonNullable<DiskSetup['filesystems']>[number]

function groupProblems(group: Group, needsLabel: boolean): readonly Problem[] {
  const { diskSetup } = group.node.value
  if (!diskSetup) return []
  const { partitions = [], filesystems = [] } = diskSetup
  const path = group.node.origin('diskSetup')
  return [
    ...partitions.flatMap((partition, i) => [
      ...partitionProblems(partition, [...path, 'partitions', i]),
      ...unknownDisk(partition.device, [...path, 'partitions', i, 'device'], group),
    ]),
    ...filesystems.flatMap((filesystem, i) => {
      const own = [...path, 'filesystems', i]
      return [
        ...filesystemProblems(filesystem, own, needsLabel),
        ...placeProblem(filesystem, own, partitions),
        ...twinProblem(filesystem, own, filesystems.slice(0, i)),
        ...unknownDisk(filesystem.device, [...own, 'device'], group),
      ]
    }),
  ]
}

/** The disk that the template boots from is the first one. */
const SYSTEM_DISK = '/dev/sda'

function partitionProblems({ device, overwrite, diskLayout }: Partition, path: Path): readonly Problem[] {
  const total = (diskLayout ?? []).reduce((sum, { percentage }) => sum + percentage, 0)
  return [
    ...(device === SYSTEM_DISK && overwrite === true
      ? [
          error(
            [...path, 'overwrite'],
            `must not be set for ${quoted(device)}`,
            'name a data disk, such as "/dev/sdb"',
            'the node boots from that disk',
          ),
        ]
      : []),
    ...(total > 100
      ? [
          error(
            [...path, 'diskLayout'],
            `must not add up to more than 100 percent`,
            'make the parts smaller',
            `it is ${total} percent`,
          ),
        ]
      : []),
  ]
}

/** In bytes. */
const LONGEST_LABEL: Readonly<Record<string, number>> = { ext2: 16, ext3: 16, ext4: 16, xfs: 12, vfat: 11 }

function filesystemProblems({ label, filesystem }: Filesystem, path: Path, needsLabel: boolean): readonly Problem[] {
  const own = [...path, 'label']
  if (label === undefined) {
    const why = 'the release requires it'
    return needsLabel ? [error(path, 'must have a `label`', 'give it one', why)] : []
  }
  const most = Object.hasOwn(LONGEST_LABEL, filesystem) ? LONGEST_LABEL[filesystem] : undefined
  const length = new TextEncoder().encode(label).length
  if (most === undefined || length <= most) return []
  return [
    error(
      own,
      `must have at most ${most} bytes, not ${length}`,
      'use a shorter one',
      `that is all that ${filesystem} has room for`,
    ),
  ]
}

/** A filesystem on a disk that `partitions` cuts up: the disk as a whole, or a partition that it does not make. */
function placeProblem(
  { device, partition }: Filesystem,
  path: Path,
  partitions: readonly Partition[],
): readonly Problem[] {
  const own = [...path, 'device']
  const whole = partitions.find(each => each.device === device)
  if (whole !== undefined && partition === undefined && partsOf(whole) > 0) {
    return [
      error(
        own,
        `must not be the whole disk ${quoted(device)}`,
        `write ${quoted(partitionName(device, 1))}`,
        'it is cut into partitions',
      ),
    ]
  }
  const [, disk = '', number = ''] = /^(\/dev\/(?:[a-z]+|nvme\d+n\d+(?=p)))p?(\d+)$/.exec(device) ?? []
  const cut = partitions.find(each => each.device === disk)
  const parts = cut === undefined ? 0 : partsOf(cut)
  if (parts === 0 || Number(number) <= parts) return []
  const why = `${quoted(disk)} gets ${parts} of them`
  return [
    error(
      own,
      `must be a partition that is made, not ${quoted(device)}`,
      `write ${quoted(partitionName(disk, parts))}`,
      why,
    ),
  ]
}

/** How many partitions are made on the disk; none where it is left as it is. */
function partsOf({ layout, diskLayout }: Partition): number {
  return layout === true ? 1 : (diskLayout ?? []).length
}

function partitionName(disk: string, number: number): string {
  return `${disk}${/\d$/.test(disk) ? 'p' : ''}${number}`
}

function twinProblem(
  { device, partition, label }: Filesystem,
  path: Path,
  earlier: readonly Filesystem[],
): readonly Problem[] {
  if (label !== undefined && earlier.some(each => each.label === label))
    return [error([...path, 'label'], `must not be ${quoted(label)} a second time`, 'use another one')]
  if (earlier.some(each => each.device === device && each.partition === partition))
    return [error([...path, 'device'], `must not be ${quoted(device)} a second time`, 'make one filesystem on it')]
  return []
}

/** The template may bring disks of its own, which are not known here. */
function unknownDisk(device: string, path: Path, { machine, label }: Group): readonly Problem[] {
  const letter = /^\/dev\/sd([a-z])\d*$/.exec(device)?.[1]
  const { dataDisks, additionalDisksGiB } = machine.value
  const disks = 1 + (dataDisks ?? []).length + (additionalDisksGiB ?? []).length
  if (letter === undefined || letter.charCodeAt(0) - 97 < disks) return []
  return [
    {
      code: 'unknown-disk',
      severity: 'warning',
      path,
      message: `${field(path)} must be a disk that the machine has, not ${quoted(device)}`,
      why: `as far as is known here ${label} has ${disks === 1 ? 'one disk, "/dev/sda"' : `${disks} disks, up to "/dev/sd${String.fromCharCode(96 + disks)}"`}`,
      fix: 'add it to `machine.dataDisks`; acknowledge this where the template brings it',
    },
  ]
}

function error(path: Path, claim: string, fix: string, why?: string): Problem {
  const message = `${field(path)} ${claim}`
  return { code: 'invalid-disk-setup', severity: 'error', path, message, ...(why === undefined ? {} : { why }), fix }
}
