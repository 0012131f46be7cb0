// The parts of a bootstrap config that are the same in every generation: users, commands, files.

import type { Json, JsonObject } from '../../manifest.ts'
import type { NodeFile, NodeSetup } from '../../plan/model.ts'
import type { User } from '../../plan/node-model.ts'
import type { Core } from '../generation.ts'
import { omitEmpty } from './omit-empty.ts'

export function bootstrapFields(core: Core, setup: NodeSetup): JsonObject {
  const { users, ntpServers, mounts, preKubeadmCommands, postKubeadmCommands, format, ignition } = setup
  return omitEmpty({
    files: core.files(setup),
    preKubeadmCommands,
    postKubeadmCommands,
    users: users.map(user),
    // `enabled` is what an absent one means to cloud-init; ignition asks for it, and v1beta1 stores what it is given.
    ntp: ntpServers.length === 0 ? undefined : { enabled: true, servers: ntpServers },
    diskSetup: disks(setup),
    mounts,
    format,
    ignition: ignition && { containerLinuxConfig: omitEmpty({ ...ignition }) },
  })
}

function disks({ diskSetup }: NodeSetup): Json | undefined {
  if (diskSetup === undefined) return undefined
  return omitEmpty({
    partitions: diskSetup.partitions.map(partition => omitEmpty({ ...partition })),
    filesystems: diskSetup.filesystems.map(filesystem => omitEmpty({ ...filesystem })),
  })
}

/**
 * An empty file is one without content: no release refuses that, later ones refuse `""`, and cloud-init is always handed an
 * empty text for it.
 * Source: kubernetes-sigs/cluster-api v0.3.7 - v1.12 bootstrap/kubeadm, cloudinit/files.go and the webhook of KubeadmConfig.
 */
export function file({ path, content, owner, permissions, encoding, append }: NodeFile): JsonObject {
  return omitEmpty({
    path,
    owner,
    permissions,
    encoding,
    append: append ? true : undefined,
    ...('text' in content ? { content: content.text } : { contentFrom: { secret: { ...content.secret } } }),
  })
}

function user({ passwdFrom, ...fields }: User): Json {
  return omitEmpty({ ...fields, ...(passwdFrom ? { passwdFrom: { secret: { ...passwdFrom } } } : {}) })
}
