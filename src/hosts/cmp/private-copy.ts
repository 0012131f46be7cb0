// A copy of what an application's kustomization names, and of nothing else: kustomize sees no file that was not looked at.
// Repositories are hostile: nothing is fetched, no program is named, no path and no symlink leaves the checkout.

import { append } from '../../append.ts'
import { isPrivatePath } from '../../problems/private-names.ts'
import { formatPath, type Path, type Problem, type Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { unreadable } from '../cli/walk.ts'
import type { World } from '../world.ts'
import type { Checkout } from './application.ts'
import { named, quoted } from './discreet.ts'
import { withoutExcerpt } from './documents.ts'
import { kustomizationsIn } from './kustomization-file.ts'
import type { Reference } from './kustomization-references.ts'
import { referencesOf } from './kustomization-references.ts'
import { folderOf, isOutside, relativePath, resolvePath } from './paths.ts'
import { isInside, realPath } from './symlinks.ts'

export interface Kustomization {
  /** Relative to the checkout. */
  readonly folder: string
  /** As messages name it: relative to the application's folder. */
  readonly file: string
  readonly value: object
  readonly input: ClusterInput
}

export interface Copy {
  /** Where the copy of the checkout stands. */
  readonly tree: string
  readonly kustomizations: ReadonlyMap<string, Kustomization>
  /** Copied files in which kustomize looks for objects, by their path relative to the checkout. */
  readonly resources: ReadonlySet<string>
  /** `kustomize-refused`, `unreadable-file`, `yaml-syntax`, `duplicate-key`, `ambiguous-number`. */
  readonly problems: readonly Problem[]
}

export function copyApplication(world: World, checkout: Checkout, tree: string): Copy {
  const kustomizations = new Map<string, Kustomization>()
  const resources = new Set<string>()
  const problems: Problem[] = []
  const visit = (folder: string, from?: Referrer) => {
    if (kustomizations.has(folder)) return
    const kustomization = readKustomization(world, checkout, folder, from, problems)
    if (kustomization === undefined) return
    kustomizations.set(folder, kustomization)
    world.copyFile(kustomization.file, `${tree}/${resolvePath(folder, nameOf(kustomization.file))}`)
    const { references, refused } = referencesOf(kustomization.value)
    for (const field of refused) problems.push(refusedField(kustomization, field))
    for (const reference of references) {
      const step = followReference(world, checkout, tree, kustomization, reference)
      if ('problem' in step) problems.push(step.problem)
      else if (step.isFolder) visit(step.target, { kustomization, reference })
      else if (reference.wants !== 'file') resources.add(step.target)
    }
  }
  visit(checkout.application)
  return { tree, kustomizations, resources, problems }
}

interface Referrer {
  readonly kustomization: Kustomization
  readonly reference: Reference
}

export type Step = { readonly problem: Problem } | { readonly target: string; readonly isFolder: boolean }

/** Copies a file that a kustomization names, or says that it names a folder. Used for the files of its configs too. */
export function followReference(
  world: World,
  checkout: Checkout,
  tree: string,
  kustomization: Kustomization,
  reference: Reference,
): Step {
  const refuse = (words: string, fix?: string) => ({ problem: refusal(kustomization, reference.path, words, fix) })
  const { text, wants } = reference
  const entry = `\`${formatPath(reference.path)}\``
  const name = isPrivatePath(reference.path) ? entry : quoted(text, entry)
  if (isRemote(text)) return refuse(`${name} must not be fetched from another place`, 'commit a copy and name that')
  const target = resolvePath(kustomization.folder, text)
  if (text.startsWith('/') || isOutside(target)) return refuse(`${name} must lie in the application's repository`)
  if (target.split('/').includes('.git')) return refuse(`${name} must not be one of git's own files`)
  const path = relativePath(checkout.application, target)
  const kind = world.kindOf(path)
  if (kind === undefined) return refuse(`${name} must exist in the repository`)
  if (!isInside(world, path, checkout.root)) return refuse(`${name} must not be a symlink that leaves the repository`)
  const isFolder = kind === 'directory'
  if (isFolder ? wants === 'file' : wants === 'folder') {
    return refuse(`${name} must be a ${isFolder ? 'file, not a folder' : 'folder with a kustomization'}`)
  }
  if (isFolder) return { target, isFolder }
  try {
    world.copyFile(path, `${tree}/${target}`)
  } catch (error) {
    return { problem: unreadable(path, error) }
  }
  return { target, isFolder }
}

// A URL, a git address, a query or a version behind a path. kustomize asks for these before it looks for a local file
// (kustomize v5.8.1, api/internal/git/repospec.go), so a folder named `github.com` must not be believed either.
function isRemote(text: string): boolean {
  return /[:?@]/.test(text) || /^(www\.)?github\.com\//i.test(text) || /(^|\/)_git(\/|$)/.test(text)
}

export function refusal({ file, input }: Kustomization, path: Path, words: string, fix?: string): Problem {
  return {
    code: 'kustomize-refused',
    severity: 'error',
    path,
    message: words,
    ...(fix === undefined ? {} : { fix }),
    source: placeIn(input, path, 'value', file),
  }
}

/** Without the line: a kustomization holds literals and patches, and nobody can tell which of them are secrets. */
function placeIn(input: ClusterInput, path: Path, at: 'key' | 'value', file: string): Source {
  const { excerpt: _, ...place } = input.locate(path, at, false)
  return { ...place, file }
}

function refusedField(kustomization: Kustomization, field: string): Problem {
  const { file, input } = kustomization
  const why = field.startsWith('helm')
    ? 'charts run a program and come from elsewhere'
    : 'what it does is not known here'
  return {
    code: 'kustomize-refused',
    severity: 'error',
    path: [field],
    at: 'key',
    message: `${named(field, 'this field')} must not be used`,
    why,
    fix: 'commit what it would generate',
    source: placeIn(input, [field], 'key', file),
  }
}

function readKustomization(
  world: World,
  checkout: Checkout,
  folder: string,
  from: Referrer | undefined,
  problems: Problem[],
): Kustomization | undefined {
  const path = relativePath(checkout.application, folder)
  const files = kustomizationsIn(world, path)
  const [file] = files
  const fault = folderFault(world, checkout, folder, path, files)
  if (fault !== undefined && from) problems.push(refusal(from.kustomization, from.reference.path, fault))
  if (fault !== undefined && !from) problems.push(refusedHere(fault))
  if (fault !== undefined || file === undefined) return undefined
  const reading = readOne(world, file)
  if ('value' in reading) return { folder, ...reading }
  append(problems, reading.problems)
  return undefined
}

function folderFault(
  world: World,
  { root }: Checkout,
  folder: string,
  path: string,
  files: readonly string[],
): string | undefined {
  const name = path === '.' ? "the application's folder" : `"${path}"`
  if (files.length === 0) return `${name} must hold a kustomization.yaml`
  if (files.length > 1) return `${name} must hold one kustomization, not ${files.length}`
  const real = folder === '.' ? root : `${root === '/' ? '' : root}/${folder}`
  if (realPath(world, path) !== real) return `${name} must not be reached through a symlink`
  return files.every(file => isInside(world, file, root))
    ? undefined
    : `${name} must not hold a symlink as kustomization`
}

function refusedHere(message: string): Problem {
  return { code: 'kustomize-refused', severity: 'error', path: [], message }
}

function readOne(
  world: World,
  file: string,
): Omit<Kustomization, 'folder'> | { readonly problems: readonly Problem[] } {
  let text: string
  try {
    text = world.readFile(file)
  } catch (error) {
    return { problems: [unreadable(file, error)] }
  }
  const documents = parseDocuments(text, { file })
  const [document] = documents
  const { value, problems } = document?.resolve() ?? { value: undefined, problems: [] }
  if (problems.length > 0) return { problems: problems.map(withoutExcerpt) }
  if (document === undefined || documents.length > 1 || typeof value !== 'object' || value === null) {
    const message = `"${file}" must be one mapping`
    return { problems: [{ code: 'kustomize-refused', severity: 'error', path: [], message, source: { file } }] }
  }
  const input = document.toClusterInput()
  const faults = input.problems.map(problem => ({ ...problem, source: placeIn(input, problem.path, 'key', file) }))
  return faults.length > 0 ? { problems: faults } : { file, value, input }
}

function nameOf(path: string): string {
  return folderOf(path) === '.' ? path : path.slice(folderOf(path).length + 1)
}
