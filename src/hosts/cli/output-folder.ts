// The folder that `render -o` writes: which files to write, which to delete, and what must not be touched.
// Everything is decided before the first write; what has changed by the time it is written stops the run.

import type { ExpandedCluster } from '../../expand.ts'
import type { Manifest } from '../../manifest.ts'
import { OWNER_ANNOTATION } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import { printYaml } from '../../write/yaml.ts'
import type { World } from '../world.ts'
import { formerFileProblems } from './former-files.ts'
import { findObstacles, folderObstacle, inTheWay } from './obstacles.ts'
import { isOutputOf, ownersOf } from './own-output.ts'
import { errorCode, join, readText, walkFolder } from './walk.ts'

export interface FolderPlan {
  readonly folder: string
  readonly steps: readonly FolderStep[]
  /** `file-in-the-way`, `unreadable-file`, and those of effects/former-output.ts. */
  readonly problems: readonly Problem[]
  /** How many files are what they are to be. */
  readonly unchanged: number
  /** Owners (`<namespace>/<name>`) of output that stays, because their HAClusters were not given. */
  readonly others: readonly string[]
}

export interface FolderStep {
  /** Inside of the folder. */
  readonly path: string
  /** The text that the file had when it was looked at. */
  readonly former: string | undefined
  /** Its new text; `undefined` where it is to be deleted. */
  readonly text: string | undefined
}

/** Plans `<cluster>/<kind>_<name>.yaml` for every object, and the removal of what an earlier run for these clusters left over. */
export function planFolder(world: World, folder: string, clusters: readonly ExpandedCluster[]): FolderPlan {
  const obstacle = folderObstacle(world, folder)
  if (obstacle !== undefined) return { folder, steps: [], problems: [obstacle], unchanged: 0, others: [] }
  const { texts, problems } = readFolder(world, folder)
  const owners = new Set(clusters.map(({ namespace, name }) => `${namespace}/${name}`))
  const isOurs = (text: string | Problem): text is string => typeof text === 'string' && isOutputOf(owners, text)
  const wanted = filesOf(clusters)
  const writes: FolderStep[] = []
  const foreign: Problem[] = []
  const standing = new Set<Manifest>()
  for (const [path, { manifest, text }] of wanted) {
    if (texts.get(path) === text) {
      standing.add(manifest)
      continue
    }
    const former = texts.get(path) ?? unlistedText(world, join(folder, path))
    if (former === undefined || isOurs(former)) writes.push({ path, former, text })
    else foreign.push(notOurs(join(folder, path)))
  }
  const unwanted = [...texts].filter(([path]) => !wanted.has(path))
  const removes = unwanted.flatMap(([path, former]) => (isOurs(former) ? [{ path, former, text: undefined }] : []))
  const steps = inOrder(writes, removes)
  return {
    folder,
    steps,
    problems: [
      ...problems,
      ...foreign,
      ...findObstacles(
        world,
        folder,
        writes.map(({ path }) => path),
      ),
      ...formerFileProblems(formerFiles(folder, steps), standing, clusters),
    ],
    unchanged: standing.size,
    others: [...new Set(unwanted.flatMap(([, text]) => (typeof text === 'string' ? (ownersOf(text) ?? []) : [])))]
      .filter(owner => !owners.has(owner))
      .sort(),
  }
}

/** Carries a plan out; gives `unwritable-file` or `file-in-the-way` for the first step that cannot be taken, and stops there. */
export function updateFolder(world: World, { folder, steps }: FolderPlan): readonly Problem[] {
  for (const step of steps) {
    const file = join(folder, step.path)
    try {
      const now = textAt(world, file)
      // Another run of the same clusters was faster.
      if (now === step.text) continue
      if (now !== undefined && now !== step.former)
        return [inTheWay(file, 'must not change while capv-ha runs', MEANWHILE)]
      if (step.text === undefined) world.removeInside(folder, step.path)
      else world.writeInside(folder, step.path, step.text)
    } catch (error) {
      return [unwritable(file, error)]
    }
  }
  return []
}

const MEANWHILE = 'it is no longer what it was when everything was decided; it has not been touched'

/** What is deleted goes last, but for what is the very file that is written, where capitals do not count. */
function inOrder(writes: readonly FolderStep[], removes: readonly FolderStep[]): readonly FolderStep[] {
  const written = new Set(writes.map(({ path }) => path.toLowerCase()))
  const isTwin = ({ path }: FolderStep) => written.has(path.toLowerCase())
  return [...removes.filter(isTwin), ...writes, ...removes.filter(step => !isTwin(step))]
}

/** A file that is there and was not listed: another run has just made it, or it has another name where capitals do not count. */
function unlistedText(world: World, file: string): string | Problem | undefined {
  return world.lookAt(file) === 'file' ? readText(() => world.readFile(file), file) : undefined
}

interface FolderTexts {
  /** By path inside of the folder; a problem instead of what cannot be read. */
  readonly texts: ReadonlyMap<string, string | Problem>
  readonly problems: readonly Problem[]
}

function readFolder(world: World, folder: string): FolderTexts {
  if (world.kindOf(folder) === undefined) return { texts: new Map(), problems: [] }
  const { files, problems } = walkFolder(world, folder)
  const prefix = join(folder, '').length
  const texts = files.map(file => [file.slice(prefix), readText(() => world.readFile(file), file)] as const)
  return { texts: new Map(texts), problems }
}

interface WantedFile {
  readonly manifest: Manifest
  readonly text: string
}

/** By path inside of the folder. */
function filesOf(clusters: readonly ExpandedCluster[]): ReadonlyMap<string, WantedFile> {
  const files = new Map<string, WantedFile>()
  for (const cluster of clusters) {
    const isTwin = clusters.some(other => other !== cluster && other.name === cluster.name)
    // An underscore is in no Kubernetes name, so no cluster can be called like another one's folder.
    const own = isTwin ? `${cluster.namespace}_${cluster.name}` : cluster.name
    for (const manifest of cluster.manifests) {
      const path = `${own}/${fileName(manifest)}`
      if (files.has(path)) throw new Error(`two objects of one cluster want the file ${path}`)
      files.set(path, { manifest, text: printYaml(manifest) })
    }
  }
  return files
}

function fileName({ kind, metadata }: Manifest): string {
  return `${kind.toLowerCase()}_${metadata.name}.yaml`
}

function notOurs(file: string): Problem {
  const why = `files without the annotation \`${OWNER_ANNOTATION}\` are never overwritten; nothing has been written`
  return inTheWay(file, 'must not exist, or must hold only objects that capv-ha wrote for these clusters', why)
}

function formerFiles(folder: string, steps: readonly FolderStep[]) {
  return steps.flatMap(({ path, former }) => (former === undefined ? [] : [{ file: join(folder, path), text: former }]))
}

/** `undefined` where nothing is; what is no regular file has no text that could be the expected one. */
function textAt(world: World, file: string): string | symbol | undefined {
  const kind = world.lookAt(file)
  if (kind === undefined) return undefined
  return kind === 'file' ? world.readFile(file) : SOMETHING_ELSE
}

const SOMETHING_ELSE = Symbol('no regular file')

function unwritable(file: string, error: unknown): Problem {
  const code = errorCode(error)
  if (code === undefined || !(error instanceof Error)) throw error
  return {
    code: 'unwritable-file',
    severity: 'error',
    path: [],
    message: `${quoted(file)} must be writable: the system says ${code}`,
    fix: 'repair the cause and run the command again: it completes what is missing',
    source: { file },
  }
}
