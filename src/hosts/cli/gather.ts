// From the PATH arguments to the HAClusters behind them. A file that is named must be sound; in a folder only what can
// concern us is looked at, so that a stranger's template does not stand in the way.

import { HACLUSTER_API_VERSION, HACLUSTER_GROUP, HACLUSTER_KIND } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { mayMeanClusters } from '../../read/meant-clusters.ts'
import type { World } from '../world.ts'
import { readText, walkFolder } from './walk.ts'

export interface Gathered {
  readonly inputs: readonly ClusterInput[]
  readonly problems: readonly Problem[]
  /** How many files hold what is in `inputs` and `problems`; standard input is one. */
  readonly files: number
}

type Found = Omit<Gathered, 'files'>

export const STDIN = '-'
const STDIN_NAME = '<stdin>'

/** All HAClusters of files, folders and `-`, each file once; problems `unreadable-file`, `yaml-syntax`, `no-cluster`. */
export function gatherClusters(world: World, paths: readonly string[]): Gathered {
  const visited = new Set<string>()
  const found = paths.flatMap(path => gatherPath(world, path, visited))
  const inputs = found.flatMap(part => part.inputs)
  const problems = found.flatMap(part => part.problems)
  const files = found.filter(part => part.inputs.length + part.problems.length > 0).length
  return { inputs, problems: files === 0 ? [noCluster(paths)] : problems, files }
}

function gatherPath(world: World, path: string, visited: Set<string>): readonly Found[] {
  if (path === STDIN) return [readNamed(() => world.readStdin().slice(0), STDIN_NAME, visited)]
  if (world.kindOf(path) !== 'directory') return [readNamed(() => world.readFile(path), path, visited)]
  const folder = walkFolder(world, path)
  const files = folder.files.map(file => readFound(() => world.readFile(file), file, visited))
  return [{ inputs: [], problems: folder.problems }, ...files]
}

function readNamed(read: () => string, file: string, visited: Set<string>): Found {
  if (!visitOnce(file, visited)) return NOTHING
  const text = readText(read, file)
  return typeof text === 'string' ? parseFile(text, file) : { inputs: [], problems: [text] }
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

function noCluster(paths: readonly string[]): Problem {
  const names = paths.map(path => quoted(path === STDIN ? STDIN_NAME : path)).join(', ')
  return {
    code: 'no-cluster',
    severity: 'error',
    path: [],
    message: `${names} must hold at least one ${HACLUSTER_KIND}`,
    fix: `name a file or folder with a document of \`apiVersion: ${HACLUSTER_API_VERSION}\` and \`kind: ${HACLUSTER_KIND}\``,
  }
}
