// Container Linux Config, the language of `ignition.additionalConfig`: Cluster API merges it into its own when it makes the user
// data. It leaves out what it does not know, or with `strict` refuses all of it, and the node never gets any.
// Source: flatcar/container-linux-config-transpiler config/types, v0.9.4; flatcar/ignition config/v2_3/types, v0.36.2.

import type { Field, Fields, Form } from './api-server-kinds.ts'
import { IGNITION_FILESYSTEMS } from './ignition-mounts.ts'

const ANYTHING = field({ is: 'anything' })
const TEXT = field({ is: 'scalar' })
const FLAG = field({ is: 'switch' })
const TEXTS = list({ is: 'scalar' })
const NEEDED: Field = { form: { is: 'scalar' }, isRequired: true, since: 0 }
const OWNER = field(object({ id: ANYTHING, name: TEXT }))

const OWNED: Fields = { filesystem: TEXT, path: NEEDED, user: OWNER, group: OWNER, overwrite: FLAG }
const DROP_INS = list(object({ name: NEEDED, contents: TEXT }))

const MOUNT = object({
  device: NEEDED,
  format: { form: { is: 'choice', of: IGNITION_FILESYSTEMS }, isRequired: true, since: 0 },
  create: field(object({ force: FLAG, options: TEXTS })),
  wipe_filesystem: FLAG,
  label: TEXT,
  uuid: TEXT,
  options: TEXTS,
})

const STORAGE = object({
  disks: list(
    object({
      device: NEEDED,
      wipe_table: FLAG,
      partitions: list(object({ label: TEXT, number: ANYTHING, size: TEXT, start: TEXT, guid: TEXT, type_guid: TEXT })),
    }),
  ),
  raid: list(object({ name: NEEDED, level: NEEDED, devices: TEXTS, spares: ANYTHING, options: TEXTS })),
  filesystems: list(object({ name: TEXT, mount: field(MOUNT), path: TEXT })),
  files: list(
    object({
      ...OWNED,
      mode: ANYTHING,
      append: FLAG,
      contents: field(
        object({
          remote: field(object({ url: TEXT, compression: TEXT, verification: ANYTHING })),
          inline: TEXT,
          local: TEXT,
        }),
      ),
    }),
  ),
  directories: list(object({ ...OWNED, mode: ANYTHING })),
  links: list(object({ ...OWNED, hard: FLAG, target: TEXT })),
})

const USER = object({
  ...{ name: TEXT, password_hash: TEXT, ssh_authorized_keys: TEXTS, create: ANYTHING, uid: ANYTHING },
  ...{ gecos: TEXT, home_dir: TEXT, no_create_home: FLAG, primary_group: TEXT, groups: TEXTS },
  ...{ no_user_group: FLAG, system: FLAG, no_log_init: FLAG, shell: TEXT },
})

/** Deep where people write by hand; etcd and flannel, which images no longer have, are taken as they are. */
export const CONTAINER_LINUX_CONFIG: Fields = {
  ignition: ANYTHING,
  storage: field(STORAGE),
  systemd: field(
    object({
      units: list(object({ name: NEEDED, enable: FLAG, enabled: FLAG, mask: FLAG, contents: TEXT, dropins: DROP_INS })),
    }),
  ),
  networkd: field(object({ units: list(object({ name: NEEDED, contents: TEXT, dropins: DROP_INS })) })),
  passwd: field(object({ users: list(USER), groups: ANYTHING })),
  etcd: ANYTHING,
  flannel: ANYTHING,
  update: field(
    object({
      ...{ group: TEXT, server: TEXT, pcr_policy_server: TEXT },
      ...{ download_user: TEXT, download_password: TEXT, machine_alias: TEXT },
    }),
  ),
  docker: field(object({ flags: TEXTS })),
  locksmith: field(
    object({
      ...{ reboot_strategy: TEXT, window_start: TEXT, window_length: TEXT, group: TEXT },
      ...{ etcd_endpoints: TEXT, etcd_cafile: TEXT, etcd_certfile: TEXT, etcd_keyfile: TEXT },
    }),
  ),
}

export const UNIT_NAME = /\.(service|socket|device|mount|automount|swap|target|path|timer|snapshot|slice|scope)$/
export const NETWORK_UNIT_NAME = /\.(network|netdev|link)$/

/** Where a file may come from. */
export const REMOTE_URL = /^(https?|oem|tftp|s3|data):/

/** What Cluster API or capv-ha writes: of two files in one place the later one stays, which would be the user's. */
export const WRITTEN_PATHS =
  /^\/etc\/(kubeadm\.(yml|sh)|host(name|s)|capv-ha\/.*|kubernetes\/pki\/.*|systemd\/.*\/10-capv-ha[^/]*)$/

/** The same among units. */
export const WRITTEN_UNIT = 'kubeadm.service'

function field(form: Form): Field {
  return { form, isRequired: false, since: 0 }
}

function list(of: Form): Field {
  return field({ is: 'list', of, least: 0 })
}

function object(fields: Fields): Form {
  return { is: 'object', fields }
}
