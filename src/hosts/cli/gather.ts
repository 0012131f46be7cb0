// From the PATH arguments to the HAClusters behind them. A file that is named must be sound; in a folder only what can
// concern us is looked at, so that a stranger's template does not stand in the way.

import { HACLUSTER_API_VERSION, HACLUSTER_GROUP, HACLUSTER_KIND } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { mayMeanClusters } from '../../read/meant-clusters.ts'
import { heaviest, type Instead, insteadOf, noCluster } from '../no-cluster.ts'
import type { World } from '../world.ts'
import { cureOfPath } from './misspelt-path.ts'
import { readText, walkFolder } from './walk.ts'

export interface Gathered {
  readonly inputs: readonly ClusterInput[]
  readonly problems: readonly Problem[]
  /** How many files hold what is in `inputs` and `problems`; standard input is one. */
  readonly files: number
}

interface Found extends Omit<Gathered, 'files'> {
  /** What is there where no HACluster is: rarely asked for. */
  readonly instead?: () => readonly Instead[]
}

export const STDIN = '-'
const STDIN_NAME = '<stdin>'

/** All HAClusters of files, folders and `-`, each file once; problems `unreadable-file`, `yaml-syntax`, `no-cluster`. */
export function gatherClusters(world: World, paths: readonly string[]): Gathered {
  const visited = new Set<string>()
  const found = paths.flatMap(path => gatherPath(world, path, visited))
  const inputs = found.flatMap(part => part.inputs)
  const problems = found.flatMap(part => part.problems)
  const files = found.filter(part => part.inputs.length + part.problems.length > 0).length
  return { inputs, problems: files === 0 ? [missing(paths, found)] : problems, files }
}

function gatherPath(world: World, path: string, visited: Set<string>): readonly Found[] {
  if (path === STDIN) return [readNamed(() => world.readStdin().slice(0), STDIN_NAME, visited)]
  const kind = world.kindOf(path)
  if (kind !== 'directory') {
    const found = readNamed(() => world.readFile(path), path, visited)
    return [kind === undefined ? withCure(found, cureOfPath(world, path)) : found]
  }
  const folder = walkFolder(world, path)
  const files = folder.files.map(file => readFound(() => world.readFile(file), file, visited))
  const instead = () => folder.files.map(file => insteadIn(world.readFile(file)))
  return [{ inputs: [], problems: folder.problems, instead }, ...files]
}

/** The HAClusters of one file, as those of a folder are found; none where it cannot be read. */
export function clustersOfFile(world: World, file: string): readonly ClusterInput[] {
  return readFound(() => world.readFile(file), file, new Set()).inputs
}

function readNamed(read: () => string, file: string, visited: Set<string>): Found {
  if (!visitOnce(file, visited)) return NOTHING
  const text = readText(read, file)
  if (typeof text !== 'string') return { inputs: [], problems: [text] }
  return { ...parseFile(text, file), instead: () => [insteadIn(text)] }
}

function withCure({ problems, ...found }: Found, fix: string): Found {
  return { ...found, problems: problems.map(problem => ({ ...problem, fix })) }
}

/** A file that names nothing of ours is not even parsed; of one that does not name our group, nothing broken counts. */
function readFound(read: () => string, file: string, visited: Set<string>): Found {
  if (!visitOnce(file, visited)) return NOTHING
  const text = readText(read, file)
  if (typeof text !== 'string') return { inputs: [], problems: [text] }
  if (text.includes(HACLUSTER_GROUP)) return parseFile(text, file)
  if (!mayMeanClusters(text)) return NOTHING
  return findClusters(parseDocuments(text, { file }).filter(document => document.problems.length === 0))
}

const NOTHING: Found = { inputs: [], problems: [] }

/** Any broken document of the file counts: what is broken may be the HACluster. */
function parseFile(text: string, file: string): Found {
  const documents = parseDocuments(text, { file })
  const broken = documents.filter(document => document.problems.length > 0)
  const sound = documents.filter(document => document.problems.length === 0)
  const found = findClusters(sound)
  return { inputs: found.inputs, problems: [...broken.flatMap(document => document.problems), ...found.problems] }
}

function visitOnce(file: string, visited: Set<string>): boolean {
  const name = file.replace(/^(\.\/+)+/, '').replace(/\/(\.?\/)+/g, '/')
  if (visited.has(name)) return false
  visited.add(name)
  return true
}

/** Broken documents of a stranger's are none. */
function insteadIn(text: string): Instead {
  const documents = parseDocuments(text)
  const sound = documents.filter(document => document.problems.length === 0)
  if (documents.length > 0 && sound.length === 0) return 'no-manifest'
  return insteadOf(sound.map(document => document.resolve().value))
}

function missing(paths: readonly string[], found: readonly Found[]): Problem {
  const names = paths.map(path => quoted(path === STDIN ? STDIN_NAME : path))
  const words = {
    what: names.join(', '),
    fix: NAME_IT,
    fixes: { ...FIXES, ...(paths.includes(STDIN) ? { empty: SEE_THE_PIPE } : {}) },
  }
  return noCluster(words, heaviest(found.flatMap(({ instead }) => instead?.() ?? [])))
}

const NAME_IT = `name a file or folder with a document of \`apiVersion: ${HACLUSTER_API_VERSION}\` and \`kind: ${HACLUSTER_KIND}\``
const START = 'name the file or folder that holds it, or begin one: `capv-ha init NAME > NAME.yaml`'
const SEE_THE_PIPE = 'see why the command in front of the pipe prints nothing'
const FIXES = {
  'no-file': START,
  empty: START,
  'own-output': 'name the file of the HACluster from which it was made',
}
