// Values that the bootstrap provider writes into the user data without quotes: what YAML reads otherwise never arrives, or
// takes the whole configuration of the node with it.

import { filledIn, jinjaIn } from '../../../facts/jinja.ts'
import { unquotedFault } from '../../../facts/unquoted-yaml.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { byCloudInit, layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import { pathOf, walk } from '../../shape/walk.ts'
import { isHostName } from '../../web-address.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'unquoted-value': {
    severity: 'error',
    meaning:
      'A value that Cluster API writes into the user data without quotes would be read as something else: of `users`, `sshAuthorizedKeys`, `node.ntpServers`, `node.diskSetup`, `node.mounts`, or the path or owner of a file.',
    cure: 'write `ALL=(ALL) NOPASSWD:ALL` without a space behind the colon',
    reads: [
      'spec.users',
      'spec.sshAuthorizedKeys',
      'spec.node.files[].path',
      'spec.node.files[].owner',
      'spec.node.ntpServers',
    ],
    source:
      'kubernetes-sigs/cluster-api bootstrap/kubeadm cloudinit/{users,files,ntp,mounts,disk_setup,fs_setup}.go, v0.3.0 - v1.14',
  },
} as const satisfies Rules

/** Returns `unquoted-value` at each of them. */
export function checkUnquotedValues(cluster: ResolvedCluster): readonly Problem[] {
  const { users, sshAuthorizedKeys } = cluster.config.spec
  const found = [
    ...(users ?? []).flatMap((user, i) => userValues(user, ['spec', 'users', i])),
    ...keys(sshAuthorizedKeys, ['spec', 'sshAuthorizedKeys']),
    ...layersOf(cluster).flatMap(({ node, path }) => (node ? nodeValues(node, [...path, 'node']) : [])),
  ]
  const reaches = byCloudInit(cluster)
  return found.flatMap(value => problemOf(value, reaches) ?? [])
}

interface Value {
  readonly text: string
  readonly path: Path
  readonly fix: string
}

type User = NonNullable<HAClusterSpec['users']>[number]

function userValues({ sshAuthorizedKeys, sudo, ...user }: User, path: Path): readonly Value[] {
  const texts = Object.entries(user).flatMap(([name, text]) =>
    typeof text === 'string' ? { text, path: [...path, name], fix: 'write it in other words' } : [],
  )
  const fix = 'write it without the space, such as "ALL=(ALL) NOPASSWD:ALL"'
  return [
    ...texts,
    ...(sudo === undefined ? [] : [{ text: sudo, path: [...path, 'sudo'], fix }]),
    ...keys(sshAuthorizedKeys, [...path, 'sshAuthorizedKeys']),
  ]
}

function keys(keys: readonly string[] | undefined, path: Path): readonly Value[] {
  const fix = 'change the comment of the key; keys with such options can be appended by a command'
  return (keys ?? []).map((text, i) => ({ text, path: [...path, i], fix }))
}

function nodeValues({ files, ntpServers, diskSetup, mounts }: NodeConfig, path: Path): readonly Value[] {
  const fix = 'write it in another way'
  return [
    ...(files ?? []).flatMap((file, i) => fileValues(file, [...path, 'files', i])),
    ...(ntpServers ?? []).flatMap((text, i) =>
      isHostName(text) ? { text, path: [...path, 'ntpServers', i], fix } : [],
    ),
    // Numbers are numbers in fstab as well.
    ...[...textsIn(diskSetup, [...path, 'diskSetup'], fix), ...textsIn(mounts, [...path, 'mounts'], fix)].filter(
      ({ text }) => !/^(0|[1-9]\d*)$/.test(text),
    ),
  ]
}

function textsIn(root: unknown, base: Path, fix: string): readonly Value[] {
  const visits = [...walk(root ?? {})]
  return visits.flatMap(visit =>
    typeof visit.value === 'string' ? { text: visit.value, path: [...base, ...pathOf(visit)], fix } : [],
  )
}

function fileValues({ path: name, owner = '0' }: NonNullable<NodeConfig['files']>[number], path: Path) {
  const values = [{ text: name, path: [...path, 'path'], fix: 'use another name for the file' }]
  // The number 0 stands for root, as an absent owner does.
  if (owner === '0') return values
  return [...values, { text: owner, path: [...path, 'owner'], fix: 'write user and group, such as "root:root"' }]
}

function problemOf({ text, path, fix }: Value, isTemplate: (path: Path) => boolean): Problem | undefined {
  // What is no good as a template is refused as such.
  if (text.includes('{') && isTemplate(path) && jinjaIn(text).foreign !== undefined) return undefined
  const fault = unquotedFault(isTemplate(path) ? filledIn(text) : text)
  if (fault === undefined) return undefined
  return {
    code: 'unquoted-value',
    severity: 'error',
    path,
    message: `${field(path)} must not ${fault}`,
    why: 'Cluster API writes it into the user data without quotes, so that it arrives as something else or breaks all of it',
    fix,
  }
}
