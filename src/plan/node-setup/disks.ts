// Partitions, filesystems and mounts of a node, in the words of Cluster API.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import type { DiskSetup, Partition } from '../node-model.ts'
import { present } from '../present.ts'

type DiskConfig = NonNullable<NodeConfig['diskSetup']>
type PartitionConfig = NonNullable<DiskConfig['partitions']>[number]

/**
 * Cluster API writes both lists or none, and cloud-init calls an empty one invalid: where no disk is partitioned, one is said to
 * stay as it is.
 */
export function planDisks({ partitions, filesystems }: DiskConfig): DiskSetup {
  const made = (partitions ?? []).map(planPartition)
  const [first] = filesystems ?? []
  return {
    partitions: made.length > 0 || first === undefined ? made : [{ device: first.device, layout: false }],
    filesystems: (filesystems ?? []).map(filesystem => ({
      device: filesystem.device,
      filesystem: filesystem.filesystem,
      ...present(filesystem, 'label', 'partition', 'overwrite', 'replaceFS', 'extraOpts'),
    })),
  }
}

function planPartition(partition: PartitionConfig): Partition {
  const parts = partition.diskLayout?.map(part => ({ percentage: part.percentage, ...present(part, 'partitionType') }))
  return {
    device: partition.device,
    ...present(partition, 'layout', 'overwrite', 'tableType'),
    ...(parts === undefined ? {} : { diskLayout: parts }),
  }
}
