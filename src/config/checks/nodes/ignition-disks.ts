// Disks and mounts of nodes that ignition sets up: Cluster API takes less of them than with cloud-init, and refuses the rest, leaves
// it out, or makes no user data.

import { IGNITION_FILESYSTEMS, IGNITION_MOUNT_POINT, ignitionMount } from '../../../facts/ignition-mounts.ts'
import { isAtLeast, type Version } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { Merged, NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `ignition` is described in ignition.ts. */
export const rules = {} as const satisfies Rules

/** Before, `diskLayout` was left out. */
const DISK_LAYOUT: Version = [1, 14, 0]

/** Returns `ignition`, once per place. */
export function checkIgnitionDisks(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const hasLayout = cluster.release === undefined || isAtLeast(cluster.release.capi, DISK_LAYOUT)
  for (const { node } of groupsOf(cluster)) {
    if (node.value.format !== 'ignition') continue
    const problems = [...partitionProblems(node, hasLayout), ...filesystemProblems(node), ...mountProblems(node)]
    for (const problem of problems) found.set(field(problem.path), problem)
  }
  return [...found.values()]
}

function partitionProblems(node: Merged<NodeConfig>, hasLayout: boolean): readonly Problem[] {
  const path = [...node.origin('diskSetup'), 'partitions']
  return (node.value.diskSetup?.partitions ?? []).flatMap(({ tableType, diskLayout }, i) => [
    ...(tableType === 'mbr'
      ? [refused([...path, i, 'tableType'], 'must be "gpt" with the ignition format', 'write "gpt", or remove it')]
      : []),
    ...(diskLayout !== undefined && !hasLayout
      ? [
          refused(
            [...path, i, 'diskLayout'],
            'must not be set with the ignition format below Cluster API v1.14.0',
            'use `layout: true`, or `node.ignition.additionalConfig`',
            'there it would be left out in silence',
          ),
        ]
      : []),
  ])
}

function filesystemProblems(node: Merged<NodeConfig>): readonly Problem[] {
  const path = [...node.origin('diskSetup'), 'filesystems']
  return (node.value.diskSetup?.filesystems ?? []).flatMap((filesystem, i) => [
    ...(['partition', 'replaceFS'] as const).flatMap(name =>
      filesystem[name] === undefined
        ? []
        : [refused([...path, i, name], 'must not be set with the ignition format', 'remove it')],
    ),
    ...(IGNITION_FILESYSTEMS.includes(filesystem.filesystem)
      ? []
      : [
          refused(
            [...path, i, 'filesystem'],
            `must be one of ${IGNITION_FILESYSTEMS.map(quoted).join(', ')} with the ignition format, not ${quoted(filesystem.filesystem)}`,
            'write "ext4"',
          ),
        ]),
  ])
}

function mountProblems(node: Merged<NodeConfig>): readonly Problem[] {
  const path = node.origin('mounts')
  const filesystems = node.value.diskSetup?.filesystems ?? []
  return (node.value.mounts ?? []).flatMap((mount, i) => {
    const { label, target } = ignitionMount(mount, filesystems)
    if (label === undefined)
      return [
        refused(
          [...path, i, 0],
          'must name a filesystem of `diskSetup` by its label with the ignition format',
          'give it a `label` there, such as "data", and write "LABEL=data" here',
          'its device is looked up there, and would be empty',
        ),
      ]
    // What is no path at all is invalid-mount.
    if (!target.startsWith('/') || IGNITION_MOUNT_POINT.test(target)) return []
    const claim = `must hold letters, digits, "_", "." and ":" alone with the ignition format, not ${quoted(target)}`
    const why = 'Cluster API names the unit of the mount after it without escaping anything, and systemd refuses that'
    return [refused([...path, i, 1], claim, 'mount it elsewhere', why)]
  })
}

function refused(path: Path, claim: string, fix: string, why?: string): Problem {
  const message = `${field(path)} ${claim}`
  return { code: 'ignition', severity: 'error', path, message, ...(why === undefined ? {} : { why }), fix }
}
