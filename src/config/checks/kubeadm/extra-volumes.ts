// Host paths that are mounted into the static pods of the control plane. kubeadm checks none of this: a volume that bears the name
// of one of its own replaces that one in silence, and the kubelet does not start a pod that it finds invalid.

import { API_SERVER_FILES, AUDIT_LOG_PATH, AUDIT_LOG_VOLUME } from '../../../facts/api-server-files.ts'
import { ETCD_MOUNT, KUBEADM_MOUNTS, type Mount } from '../../../facts/kubeadm-mounts.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'extra-volume': {
    severity: 'error',
    meaning:
      'A host path cannot be mounted into a pod of the control plane in this way, or would replace one that it needs.',
    cure: 'use a name and a path that nothing else has, and the `pathType` of what lies there',
    reads: [
      'spec.kubeadm.apiServerExtraVolumes',
      'spec.kubeadm.controllerManagerExtraVolumes',
      'spec.kubeadm.schedulerExtraVolumes',
      'spec.kubeadm.auditPolicy.logPath',
      'spec.node.files[].path',
    ],
    source:
      'kubernetes cmd/kubeadm/app/phases/controlplane/volumes.go and pkg/apis/core/validation/validation.go, v1.36.3',
  },
} as const satisfies Rules

/** Returns `extra-volume`, at most one for each volume and one for the audit log. */
export function checkExtraVolumes(cluster: ResolvedCluster): readonly Problem[] {
  const { kubeadm } = cluster.config.spec
  if (kubeadm === undefined) return []
  const onNodes = pathsOnNodes(cluster)
  return [...auditLog(kubeadm), ...LISTS.flatMap(list => listProblems(kubeadm, list, onNodes))]
}

const LISTS = ['apiServerExtraVolumes', 'controllerManagerExtraVolumes', 'schedulerExtraVolumes'] as const

type KubeadmConfig = NonNullable<HAClusterSpec['kubeadm']>
type List = (typeof LISTS)[number]
type Volume = NonNullable<KubeadmConfig[List]>[number]

/** The field that asks for a mount, or kubeadm's own. */
type Owner = Path | 'kubeadm'

interface Taken {
  readonly names: Map<string, Owner>
  readonly paths: Map<string, Owner>
}

function listProblems(kubeadm: KubeadmConfig, list: List, onNodes: PathsOnNodes): readonly Problem[] {
  const taken: Taken = { names: new Map(), paths: new Map() }
  for (const mount of KUBEADM_MOUNTS[list]) take(taken, mount, 'kubeadm')
  if (list === 'apiServerExtraVolumes') for (const { by, ...mount } of ourMounts(kubeadm)) take(taken, mount, by)
  return (kubeadm[list] ?? []).flatMap((volume, i) => {
    const path = ['spec', 'kubeadm', list, i]
    const found = replacesKubeadms(volume, list) ? undefined : volumeProblem(volume, path, taken, onNodes)
    // Twins in name are `duplicate-name`.
    taken.paths.set(cleaned(volume.mountPath), path)
    return found ?? []
  })
}

/** Who names both as kubeadm does means to change that mount. */
function replacesKubeadms({ name, mountPath }: Volume, list: List): boolean {
  return KUBEADM_MOUNTS[list].some(mount => mount.name === name && mount.path === cleaned(mountPath))
}

function take({ names, paths }: Taken, { name, path }: Mount, owner: Owner): void {
  names.set(name, owner)
  paths.set(path, owner)
}

function ourMounts(kubeadm: KubeadmConfig): readonly (Mount & { readonly by: Path })[] {
  const used = API_SERVER_FILES.filter(({ field }) => kubeadm[field] !== undefined)
  const log = logFolder(kubeadm)
  return [
    ...used.map(({ volume, folder, field }) => ({ name: volume, path: folder, by: ['spec', 'kubeadm', field] })),
    ...(log === undefined ? [] : [{ name: AUDIT_LOG_VOLUME, path: log, by: ['spec', 'kubeadm', 'auditPolicy'] }]),
  ]
}

function logFolder({ auditPolicy }: KubeadmConfig): string | undefined {
  const { logPath = AUDIT_LOG_PATH } = auditPolicy ?? { logPath: '-' }
  return logPath === '-' ? undefined : cleaned(logPath.slice(0, logPath.lastIndexOf('/')))
}

/** The folder of the log becomes a volume of its own. */
function auditLog(kubeadm: KubeadmConfig): readonly Problem[] {
  const folder = logFolder(kubeadm)
  if (folder === undefined) return []
  const path = ['spec', 'kubeadm', 'auditPolicy', 'logPath']
  const own = new Set([
    '/',
    ...KUBEADM_MOUNTS.apiServerExtraVolumes.map(mount => mount.path),
    ...API_SERVER_FILES.map(file => file.folder),
  ])
  const back = steps(kubeadm.auditPolicy?.logPath ?? '', path)
  if (back !== undefined) return [back]
  if (!own.has(folder)) return []
  const why = `its folder, ${quoted(folder)}, becomes a volume of the API server, and cannot be a second time`
  return [problem(path, 'must lie in a folder of its own', why, `use a folder such as ${quoted(AUDIT_LOG_PATH)}`)]
}

function volumeProblem(
  { name, hostPath, mountPath, pathType }: Volume,
  path: Path,
  taken: Taken,
  onNodes: PathsOnNodes,
): Problem | undefined {
  return (
    steps(hostPath, [...path, 'hostPath']) ??
    steps(mountPath, [...path, 'mountPath']) ??
    nameProblem(name, [...path, 'name'], taken) ??
    pathProblem(mountPath, [...path, 'mountPath'], taken) ??
    typeProblem(hostPath, pathType, [...path, 'pathType'], onNodes)
  )
}

function steps(path: string, at: Path): Problem | undefined {
  if (path.split('/').includes('..'))
    return problem(at, 'must not hold ".."', 'the kubelet refuses such a path', 'write the path without it')
  if (at.at(-1) !== 'mountPath' || !path.includes(':')) return undefined
  return problem(at, 'must not hold ":"', 'the kubelet refuses such a path in a pod', 'use another path')
}

function nameProblem(name: string, path: Path, { names }: Taken): Problem | undefined {
  const owner = names.get(name) ?? (ETCD_MOUNT.test(name) ? 'kubeadm' : undefined)
  if (owner === undefined) return undefined
  const why =
    owner === 'kubeadm'
      ? 'kubeadm has a volume of this name, and would drop its own in silence'
      : `${field(owner)} makes a volume of this name`
  return problem(path, `must not be ${quoted(name)}`, why, 'use another name')
}

function pathProblem(mountPath: string, path: Path, { paths }: Taken): Problem | undefined {
  const owner = paths.get(cleaned(mountPath))
  if (owner === undefined) return undefined
  const by = owner === 'kubeadm' ? owner : field(owner)
  const why = `${by} mounts something there, and the kubelet starts no pod with two mounts of one path`
  return problem(path, `must not be ${quoted(mountPath)}`, why, 'use another path in the pod')
}

/** Of what the nodes get from us it is known whether it is a file. */
function typeProblem(
  hostPath: string,
  pathType: string | undefined,
  path: Path,
  { files, folders }: PathsOnNodes,
): Problem | undefined {
  const own = cleaned(hostPath)
  if (files.has(own) && (pathType === 'Directory' || pathType === 'DirectoryOrCreate'))
    return problem(path, 'must be "File"', `${quoted(own)} is one of \`node.files\``, 'write `pathType: File`')
  if ((hostPath.endsWith('/') || folders.has(own)) && (pathType === 'File' || pathType === 'FileOrCreate'))
    return problem(path, 'must be "Directory"', `${quoted(own)} is a folder`, 'write `pathType: Directory`')
  return undefined
}

interface PathsOnNodes {
  readonly files: ReadonlySet<string>
  readonly folders: ReadonlySet<string>
}

/** Of the files that nodes of the control plane get, and of the folders that these lie in. */
function pathsOnNodes(cluster: ResolvedCluster): PathsOnNodes {
  const groups = groupsOf(cluster).filter(({ path }) => path[1] !== 'workers')
  const files = new Set(groups.flatMap(({ node }) => (node.value.files ?? []).map(({ path }) => cleaned(path))))
  const folders = new Set([...files].filter(file => file.length <= LONGEST_PATH).flatMap(foldersOf))
  return { files, folders }
}

/** Of Linux (PATH_MAX). */
const LONGEST_PATH = 4096

function foldersOf(file: string): readonly string[] {
  const parts = file.split('/')
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/') || '/')
}

/** Without doubled and trailing slashes, and steps to where one is. */
function cleaned(path: string): string {
  const parts = path.split('/').filter(part => part !== '' && part !== '.')
  return `/${parts.join('/')}`
}

function problem(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'extra-volume', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
