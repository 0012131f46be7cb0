// The function that a config asks for. It is never run here: an HACluster is expanded by this program, so all that counts
// is that the user meant this program, without settings that would change what it does.

import { parseDocuments } from '../../read/documents/document.ts'
import { property } from '../../read/resource-ref.ts'
import { named, quoted } from './discreet.ts'

const ANNOTATIONS = ['config.kubernetes.io/function', 'config.k8s.io/function'] as const

/** True where a config names this program's function and nothing else. */
export function asksForUs(config: unknown): boolean {
  return functionsOf(config).length > 0 && functionFault(config) === undefined
}

/** Words for what must not be, or `undefined`. The annotation's form: kyaml v0.20, fn/runtime/runtimeutil/functiontypes.go. */
export function functionFault(config: unknown): string | undefined {
  return functionsOf(config)
    .map(specFault)
    .find(fault => fault !== undefined)
}

function functionsOf(config: unknown): readonly unknown[] {
  const metadata = property(config, 'metadata')
  const annotations = property(metadata, 'annotations')
  const texts = ANNOTATIONS.map(name => property(annotations, name)).filter(text => text !== undefined)
  return [...texts.map(specOf), property(metadata, 'configFn')].filter(spec => spec !== undefined)
}

function specOf(text: unknown): unknown {
  const document = typeof text === 'string' ? parseDocuments(text)[0] : undefined
  return document?.resolve().value ?? null
}

function specFault(spec: unknown): string | undefined {
  if (typeof spec !== 'object' || spec === null) return 'the function annotation must be a mapping'
  const exec = property(spec, 'exec')
  const container = property(spec, 'container') ?? property(spec, 'image')
  const other = Object.keys(spec).find(key => !['exec', 'container', 'image'].includes(key))
  if (other !== undefined) return `the function annotation must not set ${quoted(other, 'any other field')}`
  return execFault(exec) ?? containerFault(container)
}

function execFault(exec: unknown): string | undefined {
  if (exec === undefined) return undefined
  const path = property(exec, 'path')
  const more = extraKey(exec, ['path'])
  if (more !== undefined)
    return `the function annotation must not set ${named(`exec.${more}`, 'anything but `exec.path`')}`
  const name = typeof path === 'string' ? path.slice(path.lastIndexOf('/') + 1) : ''
  return /^capv-ha(\.js)?$/.test(name) ? undefined : 'the function annotation must name "capv-ha" and no other program'
}

/** Any image: registries are mirrored and names changed. */
function containerFault(container: unknown): string | undefined {
  const more = extraKey(container, ['image'])
  return more === undefined
    ? undefined
    : `the function annotation must not set ${named(`container.${more}`, 'anything but `container.image`')}`
}

/** The first key that says something beyond these; `network: false` is what functions get anyway. */
function extraKey(spec: unknown, known: readonly string[]): string | undefined {
  if (typeof spec !== 'object' || spec === null) return undefined
  return Object.entries(spec).find(
    ([key, value]) => !known.includes(key) && !(key === 'network' && value === false),
  )?.[0]
}
