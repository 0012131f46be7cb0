// An application with a kustomization. HAClusters that it runs as functions are expanded here and listed as resources of a
// private copy; `kustomize build` of that copy does the rest, and HAClusters among what it prints are expanded as well.

import { expand } from '../../expand.ts'
import type { Problem } from '../../problems/problem.ts'
import { hasErrors } from '../../problems/sort.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { errorCode } from '../cli/walk.ts'
import { applyOverrides } from '../overrides/apply-overrides.ts'
import type { Override } from '../overrides/override.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'
import { composeAnswer, ownerOf } from './answer.ts'
import { findCheckout, noClusterAmong } from './application.ts'
import { placed, readSources } from './built-inputs.ts'
import { renamedObjects } from './built-objects.ts'
import { givenNamespace, type Settled, settle } from './destination.ts'
import { sortTexts } from './documents.ts'
import type { Application } from './generator-clusters.ts'
import { readGenerators, writeOutput } from './generator-clusters.ts'
import { buildKustomization } from './kustomize-build.ts'
import type { Parameters } from './parameters.ts'
import { copyApplication } from './private-copy.ts'

export async function generateKustomization(world: World, { overrides }: Parameters): Promise<Answer> {
  try {
    return await inTempFolder(world, folder => generateIn(world, overrides, folder))
  } catch (error) {
    // What cannot be read is reported where it is read: this is about what is written.
    const code = errorCode(error) ?? ''
    if (!UNWRITABLE.has(code)) throw error
    return { stdout: [], problems: [unwritable(code)] }
  }
}

const UNWRITABLE: ReadonlySet<string> = new Set(['EACCES', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOENT'])

function unwritable(code: string): Problem {
  return {
    code: 'unwritable-file',
    severity: 'error',
    path: [],
    message: `the folder for temporary files must be writable: the system says ${code}`,
    fix: 'mount a volume at /tmp, or where TMPDIR says; where it is full, raise its size',
  }
}

async function inTempFolder(world: World, run: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = world.makeTempFolder()
  const release = world.onStop(() => world.removeFolder(folder))
  try {
    return await run(folder)
  } finally {
    release()
    world.removeFolder(folder)
  }
}

async function generateIn(world: World, overrides: readonly Override[], folder: string): Promise<Answer> {
  const checkout = findCheckout(world)
  const tree = `${folder}/tree`
  const copy = copyApplication(world, checkout, tree)
  const sources = readSources(world, checkout, copy)
  const problems = [...copy.problems, ...sources.problems]
  if (hasErrors(problems)) return { stdout: [], problems }
  const build = (part: string) => buildKustomization({ world, checkout, copy, folder: part }, `${folder}/home`)
  const application = { world, checkout, copy, sources, build }
  const generated = await expandGenerators(application, overrides)
  if (hasErrors(generated.problems)) return { stdout: [], problems: generated.problems }
  return buildAndCompose(application, overrides, generated)
}

interface Generated {
  /** With the parameters in them. */
  readonly inputs: readonly ClusterInput[]
  readonly problems: readonly Problem[]
  readonly namespaces: Pick<Settled, 'homeless' | 'problems'>
}

/** Writes what the generators of every folder expand to into the copy, once all of them are sound. */
async function expandGenerators(application: Application, overrides: readonly Override[]): Promise<Generated> {
  const { folders, problems } = await readGenerators(application)
  const settled = folders.map(folder => settle(folder.inputs, application.world))
  const namespaces = {
    homeless: new Set(settled.flatMap(({ homeless }) => [...homeless])),
    problems: settled.flatMap(folder => folder.problems),
  }
  const changed = settled.map(folder => applyOverrides(folder.inputs, overrides))
  const inputs = changed.flatMap(folder => folder.inputs)
  const expansion = expand(inputs)
  const faults = changed.flatMap(folder => folder.problems)
  const all = [...problems, ...namespaces.problems, ...faults, ...expansion.problems]
  if (hasErrors(all)) return { inputs, problems: all, namespaces }
  for (const [index, folder] of folders.entries()) {
    const own = new Set(changed[index]?.inputs)
    writeOutput(
      application,
      folder,
      expansion.clusters.filter(cluster => cluster.inputs.some(input => own.has(input))),
    )
  }
  return { inputs, problems: all, namespaces }
}

async function buildAndCompose(
  { world, checkout, sources, build }: Application,
  overrides: readonly Override[],
  generated: Generated,
): Promise<Answer> {
  const built = await build(checkout.application)
  if ('problem' in built) return { stdout: [], problems: [built.problem] }
  const sorted = sortTexts([{ text: built.text }])
  const settled = settle(
    sorted.clusters.map(input => placed(input, sources)),
    world,
  )
  const found = applyOverrides(settled.inputs, overrides)
  // All together: nodes of a generator's cluster and of a resource's must not share an address either.
  const { clusters, problems: ofClusters } = expand([...generated.inputs, ...found.inputs])
  const { namespaces } = generated
  const ofNamespaces = [...namespaces.problems, ...settled.problems]
  const problems = [...sorted.problems, ...ofNamespaces, ...found.problems, ...ofClusters]
  if (hasErrors(problems)) return { stdout: [], problems }
  if (clusters.length === 0) return { stdout: [], problems: [...problems, noClusterAmong(sorted, 1)] }
  const before = clusters.filter(cluster => cluster.inputs.some(input => generated.inputs.includes(input)))
  const owners = new Set(before.map(ownerOf))
  const current = sorted.owned.filter(({ objects }) => objects.every(({ owner }) => owners.has(owner ?? '')))
  const namespace = givenNamespace(world) ?? 'default'
  const answer = composeAnswer({
    clusters: clusters.filter(cluster => !before.includes(cluster)),
    foreign: [...sorted.foreign, ...current],
    owned: sorted.owned.filter(document => !current.includes(document)),
    namespace,
    homeless: new Set([...namespaces.homeless, ...settled.homeless]),
  })
  return {
    stdout: answer.stdout,
    problems: [...problems, ...renamedObjects(before, current, namespace), ...answer.problems],
  }
}
