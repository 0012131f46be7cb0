// `capv-ha render`: manifests as one stream, or as one file per object in a folder that the run keeps tidy.

import type { Expansion } from '../../expand.ts'
import { expand } from '../../expand.ts'
import type { Problem } from '../../problems/problem.ts'
import { hasErrors } from '../../problems/sort.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { printStream } from '../../write/stream.ts'
import { krm } from '../krm.ts'
import type { Outcome, World } from '../world.ts'
import type { Call, Command } from './command.ts'
import { usageError } from './command.ts'
import { STDIN } from './gather.ts'
import { report } from './outcome.ts'
import { planFolder, updateFolder } from './output-folder.ts'
import { gatherOverridden, SET } from './set-option.ts'
import { readText } from './walk.ts'

export const render: Command = {
  name: 'render',
  usage: 'PATH... [-o DIR] [--set PATH=VALUE]...',
  summary: 'print the manifests of every HACluster in files, folders or "-" (standard input)',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'DIR',
      text: 'write one file per object below DIR and delete what earlier runs wrote there; "-" prints a stream (default)',
    },
    SET,
  ],
  arguments: { min: 1, max: Number.POSITIVE_INFINITY },
  run: (world, call) => renderPaths(remembering(world), call),
}

function renderPaths(world: World, call: Call): Outcome | Promise<Outcome> {
  // A pipe stage gets what it is given: a ResourceList on standard input is answered with one, whatever the arguments.
  if (call.arguments.includes(STDIN) && isResourceList(readText(() => world.readStdin().slice(0), STDIN))) {
    const isSet = call.options.set !== undefined
    return isSet ? usageError('option "--set" must not be given with a ResourceList', 'render') : krm(world)
  }
  const gathered = gatherOverridden(world, call)
  if (typeof gathered === 'string') return usageError(gathered, 'render')
  const { clusters, problems } = expand(gathered.inputs)
  const all = [...gathered.problems, ...problems]
  const folder = call.options.output ?? STDIN
  if (hasErrors(all)) return report(world, all)
  if (folder !== STDIN) return renderInto(world, folder, clusters, all)
  return report(world, all, [printStream(clusters.flatMap(cluster => cluster.manifests))])
}

function renderInto(
  world: World,
  folder: string,
  clusters: Expansion['clusters'],
  problems: readonly Problem[],
): Outcome {
  const plan = planFolder(world, folder, clusters)
  const all = [...problems, ...plan.problems]
  if (hasErrors(all)) return report(world, all)
  return report(world, [...all, ...updateFolder(world, plan)], [], `${plan.summary}\n`)
}

function isResourceList(text: string | Problem): boolean {
  return typeof text === 'string' && text.includes('ResourceList') && parseDocuments(text)[0]?.kind === 'ResourceList'
}

/** Standard input can be read once; two readers look at it here, and both hear what is wrong with it. */
function remembering(world: World): World {
  let read: World['readStdin'] | undefined
  return {
    ...world,
    readStdin() {
      read ??= outcomeOf(world.readStdin)
      return read()
    },
  }
}

function outcomeOf(read: World['readStdin']): World['readStdin'] {
  try {
    const text = read()
    return () => text
  } catch (error) {
    return () => {
      throw error
    }
  }
}
