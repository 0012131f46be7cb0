// Partitions, filesystems and mounts of a node, in the words of Cluster API.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import { ignitionMount } from '../../facts/ignition-mounts.ts'
import type { DiskSetup, Partition } from '../node-model.ts'
import { present } from '../present.ts'

type DiskConfig = NonNullable<NodeConfig['diskSetup']>
type PartitionConfig = NonNullable<DiskConfig['partitions']>[number]

/**
 * Cluster API writes both lists or none, and cloud-init calls an empty one invalid: where no disk is partitioned, one is said to
 * stay as it is. In the ignition format it makes no user data at all where `overwrite` is not said.
 * Source: kubernetes-sigs/cluster-api bootstrap/kubeadm/internal/ignition/clc/clc.go, v1.13.5.
 */
export function planDisks({ partitions, filesystems }: DiskConfig, byIgnition: boolean): DiskSetup {
  const kept = byIgnition ? { overwrite: false } : {}
  const made = (partitions ?? []).map(partition => ({ ...kept, ...planPartition(partition) }))
  const [first] = filesystems ?? []
  return {
    partitions: made.length > 0 || first === undefined ? made : [{ device: first.device, layout: false, ...kept }],
    filesystems: (filesystems ?? []).map(filesystem => ({
      device: filesystem.device,
      filesystem: filesystem.filesystem,
      ...kept,
      ...present(filesystem, 'label', 'partition', 'overwrite', 'replaceFS', 'extraOpts'),
    })),
  }
}

/** Lines of fstab as they stand, or in the ignition format the same in its form. */
export function planMounts({ mounts, diskSetup }: NodeConfig, byIgnition: boolean): readonly (readonly string[])[] {
  if (!byIgnition) return mounts ?? []
  return (mounts ?? []).map(mount => {
    const { label, target, options } = ignitionMount(mount, diskSetup?.filesystems ?? [])
    if (label === undefined) throw new Error('a check refuses mounts of other devices')
    return [label, target, ...options]
  })
}

function planPartition(partition: PartitionConfig): Partition {
  const parts = partition.diskLayout?.map(part => ({ percentage: part.percentage, ...present(part, 'partitionType') }))
  return {
    device: partition.device,
    ...present(partition, 'layout', 'overwrite', 'tableType'),
    ...(parts === undefined ? {} : { diskLayout: parts }),
  }
}
