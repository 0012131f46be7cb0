// `capv-ha render`: manifests as one stream, or as one file per object in a folder that the run keeps tidy.

import { expand, expandTo } from '../../expand.ts'
import { type Piece, utf8Of } from '../../pieces.ts'
import type { Problem } from '../../problems/problem.ts'
import { hasErrors } from '../../problems/sort.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { printStream, SEPARATOR } from '../../write/stream.ts'
import { krm } from '../krm.ts'
import type { Outcome, World } from '../world.ts'
import { type Call, type Command, usageError } from './command.ts'
import { formatDiff } from './folder-diff.ts'
import { listSteps, summarize } from './folder-words.ts'
import { type Gathered, STDIN } from './gather.ts'
import { report } from './outcome.ts'
import { type FolderPlan, planFolder, updateFolder } from './output-folder.ts'
import { gatherOverridden, SET } from './set-option.ts'
import { readText } from './walk.ts'

export const render: Command = {
  name: 'render',
  usage: 'PATH... [-o DIR [--check|--dry-run]] [--set PATH=VALUE]...',
  summary: 'print the manifests of every HACluster in files, folders or "-" (standard input)',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'DIR',
      text: 'write one file per object below DIR and delete what earlier runs wrote there; "-" prints a stream (default)',
    },
    { name: 'check', text: 'write nothing: print how the files in DIR differ, and end with exit code 4 if they do' },
    { name: 'dry-run', text: 'write nothing: print which files in DIR would be written and deleted' },
    SET,
  ],
  arguments: { min: 1, max: Number.POSITIVE_INFINITY },
  run: (world, call) => renderPaths(remembering(world), call),
}

function renderPaths(world: World, call: Call): Outcome | Promise<Outcome> {
  const misuse = faultOf(call)
  if (misuse !== undefined) return usageError(misuse, 'render')
  // A pipe stage gets what it is given: a ResourceList on standard input is answered with one, whatever the arguments.
  if (call.arguments.includes(STDIN) && isResourceList(readText(() => world.readStdin().slice(0), STDIN))) {
    const isSet = call.options.set !== undefined
    return isSet ? usageError('option "--set" must not be given with a ResourceList', 'render') : krm(world)
  }
  const gathered = gatherOverridden(world, call)
  if (typeof gathered === 'string') return usageError(gathered, 'render')
  const folder = call.options.output ?? STDIN
  if (folder === STDIN) return renderStream(world, gathered)
  const { clusters, problems } = expand(gathered.inputs)
  const all = [...gathered.problems, ...problems]
  return hasErrors(all) ? report(world, all) : renderInto(world, call, planFolder(world, folder, clusters), all)
}

/** How many clusters are text until the end; of more it is bytes, which need not be moved about in memory. */
const FEW = 20

function renderStream(world: World, { inputs, problems }: Gathered): Outcome {
  const isText = inputs.length <= FEW
  const expanded = expandTo(inputs, ({ manifests }): Piece => {
    const text = printStream(manifests)
    return isText ? text : utf8Of(text).bytes
  })
  const pieces = expanded.clusters.flatMap((piece, i) => (i === 0 ? [piece] : [SEPARATOR, piece]))
  return report(world, [...problems, ...expanded.problems], pieces)
}

/** A sentence about options that make no sense together. */
function faultOf({ options }: Call): string | undefined {
  const given = ['check', 'dry-run'].filter(name => options[name] !== undefined)
  if (given.length > 1) return 'options "--check" and "--dry-run" must not be given together'
  const isFolder = (options.output ?? STDIN) !== STDIN
  return given.length === 0 || isFolder ? undefined : `option "--${given[0]}" must stand beside "-o DIR"`
}

function renderInto(world: World, { options }: Call, plan: FolderPlan, problems: readonly Problem[]): Outcome {
  const all = [...problems, ...plan.problems]
  if (hasErrors(all)) return report(world, all)
  const isStale = plan.steps.length > 0
  if (options.check !== undefined) {
    const outcome = report(world, all, formatDiff(plan), summarize(plan, isStale ? 'stale' : 'up to date'))
    return isStale ? { ...outcome, exitCode: 4 } : outcome
  }
  if (options['dry-run'] !== undefined)
    return report(world, all, listSteps(plan), summarize(plan, 'nothing was touched'))
  return report(world, [...all, ...updateFolder(world, plan)], [], summarize(plan))
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
