// Mounts in the ignition format: Cluster API makes a unit of each, whose device it finds by the label of a filesystem that
// `diskSetup` makes, and whose options are all the words after the place.
// Source: kubernetes-sigs/cluster-api bootstrap/kubeadm/internal/ignition/clc/clc.go, v1.1 - v1.14; flatcar/ignition
// config/v2_3/types/filesystem.go, v0.36.2 (formats); systemd.mount(5) (a unit is named after its place).

/** Types of filesystems that ignition makes. */
export const IGNITION_FILESYSTEMS: readonly string[] = ['ext4', 'btrfs', 'xfs', 'vfat', 'swap']

/** Cluster API names the unit after the place, with dashes for slashes and nothing else escaped. */
export const IGNITION_MOUNT_POINT = /^(\/[\w.:]+)+\/?$/

/** Types of a line of fstab, which no option has the name of. */
const TYPES: ReadonlySet<string> = new Set(['auto', 'ext2', 'ext3', ...IGNITION_FILESYSTEMS])

interface LabelledDevice {
  readonly device: string
  readonly label?: string | undefined
}

export interface IgnitionMount {
  /** Absent where `diskSetup` makes no such filesystem. */
  readonly label: string | undefined
  readonly target: string
  readonly options: readonly string[]
}

/** What a line of fstab says, or the same in Cluster API's own form: label, place, options. */
export function ignitionMount(
  [source = '', target = '', ...rest]: readonly string[],
  filesystems: readonly LabelledDevice[],
): IgnitionMount {
  const name = source.replace(/^LABEL=/, '')
  const made = filesystems.find(({ device, label }) => label !== undefined && (label === name || device === source))
  const options = rest.filter((word, i) => !(i === 0 && TYPES.has(word)) && !/^\d$/.test(word))
  return { label: made?.label, target, options }
}

/** Whether the node can do nothing before it is mounted. */
export function isNeeded({ options }: IgnitionMount): boolean {
  const words = options.flatMap(option => option.split(','))
  return !words.includes('nofail') && !words.includes('noauto')
}
