// `--set PATH=VALUE`: fields of every HACluster replaced for one run, as the Argo CD plugin replaces them.

import { formatPath } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import { applyOverrides } from '../overrides/apply-overrides.ts'
import type { Override } from '../overrides/override.ts'
import { parsePath } from '../overrides/override-path.ts'
import type { World } from '../world.ts'
import type { Call, Option } from './command.ts'
import { type Gathered, gatherClusters } from './gather.ts'

export const SET: Option = {
  name: 'set',
  value: 'PATH=VALUE',
  text: 'replace a field of every HACluster, such as spec.machine.memoryMiB=8192; may be given several times',
  isRepeatable: true,
}

/**
 * The HAClusters that a call names, with the values of `--set` in their places; or a sentence about one that says no field.
 * Problems: those of `gatherClusters`, and `invalid-parameter` where a cluster has no such place.
 */
export function gatherOverridden(world: World, call: Call): Gathered | string {
  const overrides: Override[] = []
  for (const text of call.repeated.set ?? []) {
    const override = parse(text)
    if (typeof override === 'string') return override
    overrides.push(override)
  }
  const gathered = gatherClusters(world, call.arguments)
  if (overrides.length === 0) return gathered
  const { inputs, problems } = applyOverrides(gathered.inputs, overrides)
  return { ...gathered, inputs, problems: [...gathered.problems, ...problems] }
}

function parse(text: string): Override | string {
  const end = text.indexOf('=')
  const name = end < 0 ? text : text.slice(0, end)
  const path = parsePath(name)
  const form = 'write it like "spec.workers[0].replicas=3"'
  if (end < 0) return `option "--set" must be followed by PATH=VALUE, not ${quoted(text)}: ${form}`
  if (path === undefined) return `option "--set" must name a field below "spec", not ${quoted(name)}: ${form}`
  return { path, text: text.slice(end + 1), isText: false, source: `--set ${formatPath(path)}` }
}
