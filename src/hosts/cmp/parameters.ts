// What an Application may say to the plugin: as parameters (ARGOCD_APP_PARAMETERS) or as plugin environment (ARGOCD_ENV_*),
// and how the plugin announces it to Argo CD's user interface.

import { closestTo } from '../../problems/did-you-mean.ts'
import type { Problem } from '../../problems/problem.ts'
import { property } from '../../read/resource-ref.ts'
import type { Override } from '../overrides/override.ts'
import { invalid } from '../overrides/override.ts'
import { parsePath } from '../overrides/override-path.ts'
import { quoted } from './discreet.ts'

export interface Parameters {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly overrides: readonly Override[]
  /** What the user calls them, for messages. */
  readonly patternSource: string
}

export interface ParameterReading {
  readonly parameters: Parameters
  /** `invalid-parameter`. */
  readonly problems: readonly Problem[]
}

type Collection = 'string' | 'array' | 'map'

interface Definition {
  readonly name: string
  readonly env?: string
  readonly collection: Collection
  readonly title: string
  readonly tooltip: string
}

const DEFINITIONS: readonly Definition[] = [
  {
    name: 'capvVersion',
    env: 'ARGOCD_ENV_CAPV_VERSION',
    collection: 'string',
    title: 'Release of Cluster API Provider vSphere',
    tooltip: 'Replaces spec.capvVersion of every HACluster, for example v1.16.1',
  },
  {
    name: 'kubernetesVersion',
    env: 'ARGOCD_ENV_KUBERNETES_VERSION',
    collection: 'string',
    title: 'Kubernetes version',
    tooltip: 'Replaces spec.kubernetesVersion of every HACluster, for example 1.34.1',
  },
  {
    name: 'gitops',
    env: 'ARGOCD_ENV_GITOPS',
    collection: 'string',
    title: 'Guards against pruning, and waves',
    tooltip: 'Replaces spec.gitops of every HACluster: ArgoCD, Flux or None',
  },
  {
    name: 'include',
    env: 'ARGOCD_ENV_INCLUDE',
    collection: 'array',
    title: 'Files to read',
    tooltip: 'Patterns; without any, every .yaml, .yml and .json file is read',
  },
  {
    name: 'exclude',
    env: 'ARGOCD_ENV_EXCLUDE',
    collection: 'array',
    title: 'Files and folders to leave out',
    tooltip: 'Patterns such as values.yaml or drafts',
  },
  {
    name: 'set',
    collection: 'map',
    title: 'Fields to replace',
    tooltip: 'From a field of every HACluster, such as spec.machine.memoryMiB, to its value',
  },
]

interface Given {
  readonly definition: Definition
  readonly source: string
  readonly value: string | readonly string[] | Readonly<Record<string, string>>
}

/**
 * The announcement, in the schema of Argo CD's ParameterAnnouncement (argo-cd v3.5.6, reposerver/repository/repository.proto).
 * `unguarded` is what is to be said of `gitops`.
 */
export function announceParameters(unguarded: readonly Problem[]): string {
  const warnings = unguarded.map(({ code, message }) => ` (${code}: ${message})`).join('')
  const announcements = DEFINITIONS.map(({ name, collection, title, tooltip }) => ({
    name,
    title,
    tooltip: name === 'gitops' ? tooltip + warnings : tooltip,
    required: false,
    itemType: 'string',
    collectionType: collection,
    ...(collection === 'string' ? { string: '' } : collection === 'array' ? { array: [] } : { map: {} }),
  }))
  return `${JSON.stringify(announcements)}\n`
}

/** An empty text, list or map counts as not given: the user interface saves what it announced. */
export function readParameters(env: Readonly<Record<string, string | undefined>>): ParameterReading {
  const problems: Problem[] = []
  const given = [...fromParameters(env.ARGOCD_APP_PARAMETERS, problems), ...fromEnvironment(env, problems)]
  const byName = new Map<string, Given>()
  for (const entry of given) {
    const earlier = byName.get(entry.definition.name)
    if (earlier === undefined) byName.set(entry.definition.name, entry)
    else problems.push(invalid(entry.source, `must not be given twice: ${earlier.source} sets the same`))
  }
  const patterns = (name: string) => patternsOf(byName.get(name), problems)
  const overrides = [...byName.values()].flatMap(entry => overridesOf(entry, problems))
  const patternSource = byName.get('include')?.source ?? byName.get('exclude')?.source ?? ''
  return {
    parameters: { include: patterns('include'), exclude: patterns('exclude'), overrides, patternSource },
    problems,
  }
}

function fromParameters(text: string | undefined, problems: Problem[]): readonly Given[] {
  if (text === undefined || text === '') return []
  const list = parseJson(text)
  if (list === null) return []
  if (!Array.isArray(list)) {
    problems.push(invalid('ARGOCD_APP_PARAMETERS', 'must be a JSON list of parameters'))
    return []
  }
  return list.flatMap((entry: unknown) => fromParameter(entry, problems))
}

function fromParameter(entry: unknown, problems: Problem[]): readonly Given[] {
  const name = property(entry, 'name')
  const source = typeof name === 'string' ? `parameter ${quoted(name, 'with this name')}` : 'a parameter without a name'
  const definition = DEFINITIONS.find(candidate => candidate.name === name)
  if (definition === undefined) {
    problems.push(
      unknown(
        source,
        String(name),
        DEFINITIONS.map(candidate => candidate.name),
      ),
    )
    return []
  }
  const { collection } = definition
  const other = (['string', 'array', 'map'] as const).find(
    kind => kind !== collection && !isEmpty(property(entry, kind)),
  )
  const value = property(entry, collection)
  if (isEmpty(value) && other === undefined) return []
  if (other === undefined && isOfKind(value, collection)) return [{ definition, source, value }]
  problems.push(invalid(source, `must have the form \`${collection}\``, FORMS[collection]))
  return []
}

const FORMS: Readonly<Record<Collection, string>> = {
  string: 'write `string: VALUE`, and quote the value',
  array: 'write `array: [PATTERN, PATTERN]`',
  map: 'write `map: {spec.machine.memoryMiB: "8192"}`, with quoted values',
}

const PREFIX = 'ARGOCD_ENV_'

function fromEnvironment(env: Readonly<Record<string, string | undefined>>, problems: Problem[]): readonly Given[] {
  const names = Object.keys(env).filter(name => name.startsWith(PREFIX) && env[name] !== undefined)
  return names.toSorted().flatMap(name => {
    const definition = DEFINITIONS.find(candidate => candidate.env === name)
    const short = name.slice(PREFIX.length)
    const source = `plugin environment variable ${quoted(short, 'with this name')}`
    const text = env[name] ?? ''
    if (definition === undefined) {
      const known = DEFINITIONS.flatMap(candidate => candidate.env?.slice(PREFIX.length) ?? [])
      problems.push(unknown(source, short, known))
      return []
    }
    if (text.trim() === '') return []
    const value = definition.collection === 'array' ? splitList(text) : text
    return [{ definition, source, value }]
  })
}

function splitList(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map(part => part.trim())
    .filter(part => part !== '')
}

/** Every file is held against every pattern. */
const MOST_PATTERNS = 250
const LONGEST_PATTERN = 1000

function patternsOf(given: Given | undefined, problems: Problem[]): readonly string[] {
  const patterns = given !== undefined && Array.isArray(given.value) ? given.value.map(String) : []
  const source = given?.source ?? ''
  if (patterns.length > MOST_PATTERNS || patterns.some(({ length }) => length > LONGEST_PATTERN)) {
    const words = `must hold at most ${MOST_PATTERNS} patterns of at most ${LONGEST_PATTERN} characters`
    problems.push(invalid(source, words, 'name folders instead of files'))
    return []
  }
  for (const pattern of patterns) {
    if (/[[\]{}!\\]|^\/|(^|\/)\.\.(\/|$)/.test(pattern)) {
      const words = `must not hold the pattern ${quoted(pattern, 'that stands in it')}`
      const fix = 'use names, `*`, `?` and `**`, relative to the application; write one pattern for each alternative'
      problems.push(invalid(source, words, fix))
    }
  }
  return patterns
}

function overridesOf({ definition, source, value }: Given, problems: Problem[]): readonly Override[] {
  if (typeof value === 'string') return [{ path: ['spec', definition.name], text: value, isText: true, source }]
  if (Array.isArray(value)) return []
  return Object.entries(value).flatMap(([field, text]) => {
    const path = parsePath(field)
    const place = `${source}, ${path === undefined ? quoted(field, 'one of its keys') : `"${field}"`}`
    if (path !== undefined) return [{ path, text: String(text), isText: false, source: place }]
    problems.push(invalid(place, 'must name a field below `spec`', 'write it like `spec.workers[0].replicas`'))
    return []
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function isOfKind(value: unknown, kind: Collection): value is Given['value'] {
  if (kind === 'string') return typeof value === 'string'
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== (kind === 'array')) return false
  return Object.values(value).every(part => typeof part === 'string')
}

function unknown(source: string, name: string, names: readonly string[]): Problem {
  const meant = closestTo(name, names)
  const choices = names.map(choice => `"${choice}"`).join(', ')
  return invalid(source, `must be one of ${choices}${meant === undefined ? '' : `, did you mean "${meant}"?`}`)
}
