// Files of the user: where nobody else writes, once, and owned by somebody who exists when they are written.

import { type FileWriter, WRITTEN_FILES, WRITTEN_FOLDERS } from '../../../facts/node-files.ts'
import { unquotedFault } from '../../../facts/unquoted-yaml.ts'
import { posixPath } from '../../../posix-path.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf, layersOf } from '../../resolve/groups.ts'
import { filesOf, filesOfLayer, type PlacedFile } from '../../resolve/node-files.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `duplicate-name` is described in exclusive-fields.ts. */
export const rules = {
  'file-overwritten': {
    severity: 'error',
    meaning: 'A file is written where our commands, Cluster API or kubeadm write theirs.',
    cure: 'use another path, or a command in `preKubeadmCommands`, which runs after ours',
    reads: ['spec.node.files[].path'],
    source: 'Cluster API util/secret/certificates.go, v1.10; kubernetes cmd/kubeadm/app/preflight/checks.go, v1.35',
  },
  'file-owner': {
    severity: 'error',
    meaning:
      'A file belongs to an account that does not exist yet when cloud-init writes it: it and the rest of the list fail.',
    cure: 'leave `owner` out, and run `chown` in `preKubeadmCommands`',
    reads: ['spec.node.files[].owner', 'spec.users[].name', 'spec.sshAuthorizedKeys'],
    source: 'cloud-init cloudinit/config/cc_write_files.py and config/cloud.cfg.tmpl, 22.4: users come after files',
  },
} as const satisfies Rules

/** Returns `file-overwritten`, `file-owner` and, between the layers of overrides, `duplicate-name`; each once per place. */
export function checkFiles(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const accounts = accountsOf(cluster)
  const groups = groupsOf(cluster)
  const files = layersOf(cluster).flatMap(filesOfLayer)
  // Ignition makes the accounts first.
  const isCloudConfig = groups.every(({ node }) => node.value.format !== 'ignition')
  const inGroup = filesOf(cluster)
  const appended = files.length === 0 ? [] : groups.flatMap(group => twice(inGroup(group)))
  for (const problem of appended) if (!found.has(field(problem.path))) found.set(field(problem.path), problem)
  return [
    ...files.flatMap(written),
    ...(isCloudConfig ? files.flatMap(file => ownerProblem(file, accounts)) : []),
    ...found.values(),
  ]
}

function written({ file, path }: PlacedFile): readonly Problem[] {
  const plain = posixPath(file.path)
  const writer = WRITTEN_FILES.get(plain) ?? [...WRITTEN_FOLDERS].find(([folder]) => plain.startsWith(folder))?.[1]
  if (writer === undefined) return []
  const own = [...path, 'path']
  return [
    {
      code: 'file-overwritten',
      severity: 'error',
      path: own,
      message: `${field(own)} must not be ${quoted(file.path)}`,
      ...REASONS[writer],
    },
  ]
}

const REASONS: Readonly<Record<FileWriter, { readonly why: string; readonly fix: string }>> = {
  commands: {
    why: 'the commands that name the node write the file anew, after all files',
    fix: 'write to it by a command in `preKubeadmCommands`, such as `echo "10.0.0.5 registry" >>/etc/hosts`: yours run after ours',
  },
  'Cluster API': { why: 'Cluster API writes it for kubeadm', fix: 'use another path' },
  kubeadm: { why: 'kubeadm writes it, and does not start where it is there already', fix: 'use another path' },
}

/** The account of `sshAuthorizedKeys`, and those of `users`; root is in every image. */
function accountsOf({ config: { spec } }: ResolvedCluster): ReadonlySet<string> {
  const names = (spec.users ?? []).map(({ name }) => name).filter(name => name !== 'root')
  return new Set([...names, ...(spec.sshAuthorizedKeys === undefined ? [] : ['capv'])])
}

function ownerProblem({ file, path }: PlacedFile, accounts: ReadonlySet<string>): readonly Problem[] {
  const parts = file.owner?.split(':') ?? []
  const account = parts.find(part => accounts.has(part))
  const isNumeric = parts.some(part => /^\d+$/.test(part))
  if (account === undefined && !isNumeric && parts.length <= 2) return []
  // What YAML takes for a number is told as that (unquoted-value.ts).
  if (unquotedFault(file.owner ?? '') !== undefined) return []
  const own = [...path, 'owner']
  const why =
    account === undefined
      ? 'cloud-init looks up the names of a user and a group, and leaves out this and the following files where it finds none'
      : `the account ${quoted(account)} is made after the files: cloud-init leaves out this and the following ones`
  return [
    {
      code: 'file-owner',
      severity: 'error',
      path: own,
      message: `${field(own)} must name an account of the image, not ${quoted(file.owner)}`,
      why,
      fix: 'leave it out, and run `chown` in `preKubeadmCommands`',
    },
  ]
}

/** What stands twice in one list is found there (exclusive-fields.ts); here lists that are appended to each other. */
function twice(files: readonly PlacedFile[]): readonly Problem[] {
  const seen = new Map<string, PlacedFile>()
  return files.flatMap(own => {
    const plain = posixPath(own.file.path)
    const earlier = seen.get(plain)
    if (earlier === undefined) seen.set(plain, own)
    if (earlier === undefined || (isSameList(earlier.path, own.path) && earlier.file.path === own.file.path)) return []
    const path = [...own.path, 'path']
    return [
      {
        code: 'duplicate-name',
        severity: 'error',
        path,
        message: `${field(path)} must not be ${quoted(own.file.path)} a second time`,
        why: `${field([...earlier.path, 'path'])} is the same file, and lists of files are appended to each other`,
        fix: 'remove one of the two, or use another path',
      },
    ]
  })
}

function isSameList(a: Path, b: Path): boolean {
  return field(a.slice(0, -1)) === field(b.slice(0, -1))
}
