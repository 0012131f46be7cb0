// Mounts that no fstab can hold, that hide what was written before them, or that etcd would not start in.

import { filledIn } from '../../../facts/jinja.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Group, groupsOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import { setupPaths } from '../../resolve/setup-paths.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-mount': {
    severity: 'error',
    meaning: 'A mount is no line of fstab, or two of them have one place.',
    cure: 'write `mounts: [["LABEL=data", "/var/lib/data"]]`',
    reads: ['spec.node.mounts'],
    source: 'fstab(5); cloud-init cc_mounts.py',
  },
  'hidden-by-mount': {
    severity: 'error',
    meaning: 'A file of the node lies below a mount, which comes after it and hides it.',
    cure: 'mount it elsewhere, or write the file by a command',
    reads: ['spec.node.mounts', 'spec.node.files[].path'],
    source: 'cloud-init config/cloud.cfg.tmpl, 19.4 - 26.1: write_files stands before mounts',
  },
  'etcd-folder': {
    severity: 'error',
    meaning: "etcd's folder is the root of a filesystem that is never empty, where kubeadm refuses to start.",
    cure: 'set `kubeadm.etcd.local.dataDir` to a folder below the mount',
    reads: [
      'spec.node.mounts',
      'spec.node.diskSetup.filesystems',
      'spec.kubeadm.etcd.local.dataDir',
      'spec.node.ignorePreflightErrors',
    ],
    source: 'kubernetes cmd/kubeadm/app/preflight/checks.go (DirAvailableCheck), v1.16 - v1.37; mke2fs(8): lost+found',
  },
} as const satisfies Rules

/** Returns `invalid-mount`, `hidden-by-mount`, `etcd-folder` and `unknown-disk`, each once per place. */
export function checkMounts(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const group of groupsOf(cluster)) {
    const { mounts } = group.node.value
    if (!mounts || mounts.length === 0) continue
    const path = group.node.origin('mounts')
    const firsts = firstWithPlace(mounts)
    const files = pathsOf(cluster, group).map(file => ({ file, place: normal(file) }))
    const labels = labelsOf(group)
    for (const [i, mount] of mounts.entries()) {
      const own = [...path, i]
      const twin = firsts.get(normal(mount[1] ?? ''))
      const problems = [
        ...formProblems(mount, own, twin === i ? undefined : twin),
        ...hiding(mount, own, group, files),
        ...etcdProblem(mount, own, group, cluster),
        ...unknownLabel(mount, own, labels),
      ]
      for (const problem of problems) found.set(`${field(problem.path)} ${problem.code}`, problem)
    }
  }
  return [...found.values()]
}

type Mount = NonNullable<NodeConfig['mounts']>[number]

/** The first of the mounts with a place, by that. */
function firstWithPlace(mounts: readonly Mount[]): ReadonlyMap<string, number> {
  return new Map(mounts.map(([, target = ''], i) => [normal(target), i] as const).toReversed())
}

/** `twin`: an earlier mount with the same place. */
function formProblems(mount: Mount, path: Path, twin: number | undefined): readonly Problem[] {
  const blank = mount.findIndex(text => /\s/.test(filledIn(text)))
  if (blank >= 0) {
    const own = [...path, blank]
    return [
      error(
        'invalid-mount',
        own,
        'must not hold blanks',
        'use another name',
        'blanks part the fields of a line in fstab',
      ),
    ]
  }
  const [, target = '', type] = mount
  const own = [...path, 1]
  const isSwap = type === 'swap' || target === 'swap'
  if (isSwap ? !/^(none|swap|\/.*)$/.test(target) : !target.startsWith('/')) {
    const claim = `must be an absolute path, not ${quoted(target)}`
    return [error('invalid-mount', own, claim, 'write where it is mounted, such as "/var/lib/data"')]
  }
  if (isSwap || twin === undefined) return []
  const why = `${field([...path.slice(0, -1), twin, 1])} is the same`
  return [
    error('invalid-mount', own, `must not be ${quoted(target)} a second time`, 'mount one of them elsewhere', why),
  ]
}

interface WrittenFile {
  readonly file: string
  readonly place: string
}

/** Where the mount point is not what is wrong already. */
function hiding([, target = '']: Mount, path: Path, group: Group, files: readonly WrittenFile[]): readonly Problem[] {
  const base = normal(target)
  const below = base === '/' ? base : `${base}/`
  const hidden = target.startsWith('/') ? files.find(({ place }) => place.startsWith(below)) : undefined
  if (hidden === undefined) return []
  const why = `${quoted(hidden.file)} is written before it is mounted, and lies below it`
  return [
    error(
      'hidden-by-mount',
      [...path, 1],
      `must not hide a file of ${group.label}`,
      'mount it elsewhere, or write the file by a command',
      why,
    ),
  ]
}

/** What is written to the nodes of a group: by the user, by fields of `node`, and by Cluster API in any case. */
function pathsOf(cluster: ResolvedCluster, group: Group): readonly string[] {
  const { node, path } = group
  return [
    ...(node.value.files ?? []).map(file => file.path),
    '/run/kubeadm/kubeadm.yaml',
    ...(path[1] === 'controlPlane' ? ['/etc/kubernetes/pki/ca.crt'] : []),
    ...setupPaths(cluster, group).map(each => each.path),
  ]
}

/** Without doubled and closing slashes. */
function normal(path: string): string {
  return path.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')
}

const ETCD_FOLDER = '/var/lib/etcd'

/** A new ext4 filesystem has a folder lost+found; of others, or where the type is not known, nothing is said. */
function etcdProblem(mount: Mount, path: Path, group: Group, { config }: ResolvedCluster): readonly Problem[] {
  const etcd = config.spec.kubeadm?.etcd
  const folder = etcd?.local?.dataDir ?? ETCD_FOLDER
  const [, target = ''] = mount
  if (group.path[1] !== 'controlPlane' || etcd?.external !== undefined || normal(target) !== normal(folder)) return []
  if (!/^ext[234]$/.test(typeOf(mount, group) ?? '') || isIgnored(folder, group)) return []
  const why = 'a new ext filesystem has a folder lost+found, and kubeadm wants the folder of etcd empty'
  const fix = `set \`kubeadm.etcd.local.dataDir\` to a folder below it, such as ${quoted(`${normal(target)}/etcd`)}`
  return [error('etcd-folder', [...path, 1], "must not be etcd's own folder", fix, why)]
}

/** kubeadm names the check of a folder by its path, and takes names in any case. */
function isIgnored(folder: string, { node }: Group): boolean {
  const name = `diravailable-${folder.replaceAll('/', '-')}`.toLowerCase()
  return (node.value.ignorePreflightErrors ?? []).some(each => ['all', name].includes(each.toLowerCase()))
}

function typeOf([source = '', , type]: Mount, { node }: Group): string | undefined {
  if (type !== undefined && type !== 'auto') return type
  const filesystems = node.value.diskSetup?.filesystems ?? []
  return filesystems.find(({ device, label }) => source === device || source === `LABEL=${label}`)?.filesystem
}

const MOST_NAMED = 9

function labelsOf({ node }: Group): ReadonlySet<string> {
  return new Set((node.value.diskSetup?.filesystems ?? []).flatMap(each => each.label ?? []))
}

function unknownLabel([source = '']: Mount, path: Path, labels: ReadonlySet<string>): readonly Problem[] {
  const label = source.startsWith('LABEL=') ? source.slice('LABEL='.length) : undefined
  const [first] = labels
  if (label === undefined || first === undefined || labels.has(label)) return []
  const own = [...path, 0]
  return [
    {
      code: 'unknown-disk',
      severity: 'warning',
      path: own,
      message: `${field(own)} must be a label that \`diskSetup\` makes, not ${quoted(label)}`,
      why: `those are ${[...labels].slice(0, MOST_NAMED).map(quoted).join(', ')}${labels.size > MOST_NAMED ? ' and others' : ''}`,
      fix: `write ${quoted(`LABEL=${first}`)}; acknowledge this where the template brings it`,
    },
  ]
}

function error(
  code: 'invalid-mount' | 'hidden-by-mount' | 'etcd-folder',
  path: Path,
  claim: string,
  fix: string,
  why?: string,
): Problem {
  const message = `${field(path)} ${claim}`
  return { code, severity: 'error', path, message, ...(why === undefined ? {} : { why }), fix }
}
