// spec.node.diskSetup and spec.node.mounts: what the nodes do with their data disks, in the words of Cluster API.

import * as z from 'zod/mini'
import { about, absolutePath, count, object, optional, text } from './scalars.ts'

const part = object(() => ({
  percentage: about(
    'Share of the disk, in percent.',
    count(1).check(z.lte(100, { error: 'must be a whole number from 1 to 100' })),
  ),
  partitionType: optional(
    'Type: Linux, LinuxSwap, LinuxRAID, LVM, Fat32, NTFS, LinuxExtended, or a GUID.',
    z.string().check(
      z.regex(
        /^(Linux|LinuxSwap|LinuxRAID|LVM|Fat32|NTFS|LinuxExtended|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$/,
        {
          error: 'must be Linux, LinuxSwap, LinuxRAID, LVM, Fat32, NTFS, LinuxExtended or the GUID of a partition type',
        },
      ),
    ),
  ),
}))

const partition = object(() => ({
  device: about('The disk, such as "/dev/sdb".', absolutePath),
  layout: optional('`true` for one partition over the whole disk; `false` leaves the disk as it is.', z.boolean()),
  diskLayout: optional('Several partitions, instead of `layout`.', z.array(part)),
  overwrite: optional('Whether a partition table that is there already is replaced.', z.boolean()),
  tableType: optional('Partition table (default mbr).', z.enum(['mbr', 'gpt'])),
}))

const filesystem = object(() => ({
  device: about('The partition, such as "/dev/sdb1", or the disk.', absolutePath),
  filesystem: about('Type of the filesystem, such as "ext4".', text),
  label: optional('Label, by which `mounts` can name it as "LABEL=…".', text),
  partition: optional('Which partition of a disk: "auto", "any", "none" or its number.', text),
  overwrite: optional('Whether a filesystem that is there already is replaced.', z.boolean()),
  replaceFS: optional('Type of a filesystem that is replaced where it is found.', text),
  extraOpts: optional('Further arguments of mkfs.', z.array(text)),
}))

export const diskSetup = object(() => ({
  partitions: optional('Partition tables of disks.', z.array(partition)),
  filesystems: optional('Filesystems on disks and partitions.', z.array(filesystem)),
}))

/** As in fstab: what, where, and if need be type, options, dump and pass. */
export const mounts = () =>
  z.array(
    z
      .array(text)
      .check(
        z.minLength(2, { error: 'must name what is mounted and where' }),
        z.maxLength(6, { error: 'must not hold more than the six fields of a line in fstab' }),
      ),
  )
