// Container Linux Config, the language of `ignition.additionalConfig`: Cluster API merges it into its own when it makes the user
// data. It leaves out what it does not know, or with `strict` refuses all of it, and the node never gets any.
// Source: flatcar/container-linux-config-transpiler config/types, v0.9.4; flatcar/ignition config/v2_3/types/unit.go, v0.36.2.

import type { Field, Fields, Form } from './api-server-kinds.ts'

const ANYTHING = field({ is: 'anything' })
const TEXT = field({ is: 'text' })
const FLAG = field({ is: 'boolean' })
const TEXTS = list({ is: 'text' })

const OWNED: Fields = {
  filesystem: TEXT,
  path: { form: { is: 'text' }, isRequired: true, since: 0 },
  user: ANYTHING,
  group: ANYTHING,
  overwrite: FLAG,
}
const DROP_INS = list(object({ name: TEXT, contents: TEXT }))

/** Deep where people write by hand; sections of programs that images no longer have are taken as they are. */
export const CONTAINER_LINUX_CONFIG: Fields = {
  ignition: ANYTHING,
  storage: field(
    object({
      disks: ANYTHING,
      raid: ANYTHING,
      filesystems: list(object({ name: TEXT, mount: ANYTHING, path: TEXT })),
      files: list(
        object({
          ...OWNED,
          mode: ANYTHING,
          append: FLAG,
          contents: field(object({ remote: ANYTHING, inline: TEXT, local: TEXT })),
        }),
      ),
      directories: list(object({ ...OWNED, mode: ANYTHING })),
      links: list(object({ ...OWNED, hard: FLAG, target: TEXT })),
    }),
  ),
  systemd: field(
    object({
      units: list(object({ name: TEXT, enable: FLAG, enabled: FLAG, mask: FLAG, contents: TEXT, dropins: DROP_INS })),
    }),
  ),
  networkd: field(object({ units: list(object({ name: TEXT, contents: TEXT, dropins: DROP_INS })) })),
  passwd: field(
    object({
      users: list(
        object({
          ...{ name: TEXT, password_hash: TEXT, ssh_authorized_keys: TEXTS, create: ANYTHING, uid: ANYTHING },
          ...{ gecos: TEXT, home_dir: TEXT, no_create_home: FLAG, primary_group: TEXT, groups: TEXTS },
          ...{ no_user_group: FLAG, system: FLAG, no_log_init: FLAG, shell: TEXT },
        }),
      ),
      groups: ANYTHING,
    }),
  ),
  etcd: ANYTHING,
  flannel: ANYTHING,
  update: ANYTHING,
  docker: ANYTHING,
  locksmith: ANYTHING,
}

export const UNIT_NAME = /\.(service|socket|device|mount|automount|swap|target|path|timer|snapshot|slice|scope)$/
export const NETWORK_UNIT_NAME = /\.(network|netdev|link)$/

function field(form: Form): Field {
  return { form, isRequired: false, since: 0 }
}

function list(of: Form): Field {
  return field({ is: 'list', of, least: 0 })
}

function object(fields: Fields): Form {
  return { is: 'object', fields }
}
