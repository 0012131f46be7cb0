// Of the plan: disks and accounts inside a node.

/** What is not set is Cluster API's default. */
export interface DiskSetup {
  readonly partitions: readonly Partition[]
  readonly filesystems: readonly Filesystem[]
}

export interface Partition {
  readonly device: string
  readonly layout?: boolean
  readonly diskLayout?: readonly { readonly percentage: number; readonly partitionType?: string }[]
  readonly overwrite?: boolean
  readonly tableType?: 'mbr' | 'gpt'
}

export interface Filesystem {
  readonly device: string
  readonly filesystem: string
  readonly label?: string
  readonly partition?: string
  readonly overwrite?: boolean
  readonly replaceFS?: string
  readonly extraOpts?: readonly string[]
}

export interface User {
  readonly name: string
  readonly gecos?: string
  readonly groups?: string
  readonly homeDir?: string
  readonly inactive?: boolean
  readonly shell?: string
  readonly passwdFrom?: { readonly name: string; readonly key: string }
  readonly primaryGroup?: string
  readonly lockPassword?: boolean
  readonly sudo?: string
  readonly sshAuthorizedKeys: readonly string[]
}
