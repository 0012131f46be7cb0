// The folder that `render -o` writes: which files to write, which to delete, and what must not be touched.
// Everything is decided before the first write.

import type { ExpandedCluster } from '../../expand.ts'
import type { Manifest } from '../../manifest.ts'
import { OWNER_ANNOTATION } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { property } from '../../read/resource-ref.ts'
import { printYaml } from '../../write/yaml.ts'
import type { World } from '../world.ts'
import { formerNodeProblems } from './former-nodes.ts'
import { errorCode, join, readText, walkFolder } from './walk.ts'

export interface FolderPlan {
  /** Path and new text. */
  readonly writes: readonly (readonly [string, string])[]
  readonly removes: readonly string[]
  /** `file-in-the-way`, `unreadable-file`, and those of nodes that exist (node-changes.ts). */
  readonly problems: readonly Problem[]
  readonly summary: string
}

/** Plans `<cluster>/<kind>_<name>.yaml` for every object, and the removal of what an earlier run for these clusters left over. */
export function planFolder(world: World, folder: string, clusters: readonly ExpandedCluster[]): FolderPlan {
  const wanted = filesOf(folder, clusters)
  const kind = world.kindOf(folder)
  if (kind === 'file' || kind === 'other')
    return { writes: [], removes: [], problems: [fileInTheWay(folder)], summary: '' }
  const existing = kind === undefined ? EMPTY : walkFolder(world, folder)
  const owners = new Set(clusters.map(({ namespace, name }) => `${namespace}/${name}`))
  const texts = new Map(existing.files.map(file => [file, readText(() => world.readFile(file), file)]))
  const isOurs = (file: string) => ownsAll(texts.get(file), owners)
  const writes = [...wanted].filter(([file, text]) => texts.get(file) !== text)
  const removes = existing.files.filter(file => !wanted.has(file) && isOurs(file))
  const overwritten = writes.map(([file]) => file).filter(file => texts.has(file) && !isOurs(file))
  const blocked = [...wanted.keys()].flatMap(file => blockedBy(world, file, folder, existing.others, texts))
  const former = [...writes.map(([file]) => file), ...removes].flatMap(file => {
    const text = texts.get(file)
    return typeof text === 'string' && isOurs(file) ? [{ file, text }] : []
  })
  return {
    writes,
    removes,
    problems: [
      ...existing.problems,
      ...[...new Set([...overwritten, ...blocked])].map(fileInTheWay),
      ...formerNodeProblems(former, clusters),
    ],
    summary: `${writes.length} written, ${removes.length} deleted, ${wanted.size - writes.length} unchanged in "${folder}"`,
  }
}

/** Carries a plan out; gives `unwritable-file` for the first step that the system refuses and stops there. */
export function updateFolder(world: World, plan: FolderPlan): readonly Problem[] {
  const steps = [
    ...plan.writes.map(([file, text]) => ({ file, run: () => world.writeFile(file, text) })),
    ...plan.removes.map(file => ({ file, run: () => world.removeFile(file) })),
  ]
  for (const { file, run } of steps) {
    try {
      run()
    } catch (error) {
      return [unwritable(file, error)]
    }
  }
  return []
}

const EMPTY = { files: [], others: [], problems: [] }

function filesOf(folder: string, clusters: readonly ExpandedCluster[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const cluster of clusters) {
    const isTwin = clusters.some(other => other !== cluster && other.name === cluster.name)
    // An underscore is in no Kubernetes name, so no cluster can be called like another one's folder.
    const own = join(folder, isTwin ? `${cluster.namespace}_${cluster.name}` : cluster.name)
    for (const manifest of cluster.manifests) addFile(files, join(own, fileName(manifest)), printYaml(manifest))
  }
  return files
}

function addFile(files: Map<string, string>, file: string, text: string): void {
  if (files.has(file)) throw new Error(`two objects of one cluster want the file ${file}`)
  files.set(file, text)
}

function fileName({ kind, metadata }: Manifest): string {
  return `${kind.toLowerCase()}_${metadata.name}.yaml`
}

/** True where every document of a file bears our annotation for one of these clusters. */
function ownsAll(text: string | Problem | undefined, owners: ReadonlySet<string>): boolean {
  if (typeof text !== 'string' || !text.includes(OWNER_ANNOTATION)) return false
  return parseDocuments(text).every(document => {
    const annotations = property(property(document.resolve().value, 'metadata'), 'annotations')
    const owner = property(annotations, OWNER_ANNOTATION)
    return typeof owner === 'string' && owners.has(owner)
  })
}

/** Symlinks and odd files on the way to a target, folders in its place, and files that cannot be read. */
function blockedBy(
  world: World,
  file: string,
  folder: string,
  others: readonly string[],
  texts: ReadonlyMap<string, unknown>,
): readonly string[] {
  const parent = file.slice(0, file.lastIndexOf('/'))
  const steps = [...(parent === folder || parent === '' ? [] : [parent]), file]
  const blocking = steps.find(step => others.includes(step))
  if (blocking !== undefined) return [blocking]
  const parentKind = world.kindOf(parent === '' ? '.' : parent)
  if (parentKind !== undefined && parentKind !== 'directory') return [parent]
  return parentKind !== undefined && !texts.has(file) && world.kindOf(file) !== undefined ? [file] : []
}

function fileInTheWay(file: string): Problem {
  return {
    code: 'file-in-the-way',
    severity: 'error',
    path: [],
    message: `"${file}" must not exist, or must hold only objects that capv-ha wrote for these clusters`,
    why: `files without the annotation \`${OWNER_ANNOTATION}\` are never overwritten; nothing has been written`,
    fix: 'move the file, or choose another folder',
    source: { file },
  }
}

function unwritable(file: string, error: unknown): Problem {
  const code = errorCode(error)
  if (code === undefined || !(error instanceof Error)) throw error
  return {
    code: 'unwritable-file',
    severity: 'error',
    path: [],
    message: `"${file}" must be writable: the system says ${code}`,
    fix: 'repair the cause and run the command again: it completes what is missing',
    source: { file },
  }
}
