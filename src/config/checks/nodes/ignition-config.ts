// The text of `ignition.additionalConfig`. What Cluster API cannot read of it leaves the node without user data for ever.

import { CONTAINER_LINUX_CONFIG } from '../../../facts/container-linux-config.ts'
import { isJsonObject } from '../../../is-json.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { linuxConfigFaults } from '../../kinds/container-linux-config-rules.ts'
import { type Fault, fieldFaults } from '../../kinds/form-faults.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { ReadText } from '../read-text.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'ignition-config': {
    severity: 'error',
    meaning:
      '`additionalConfig` is no Container Linux Config that Cluster API reads; it would leave parts out in silence, or the node without user data.',
    cure: 'write Container Linux Config, the older language of Flatcar: not Butane, and not Ignition itself',
    reads: ['spec.node.ignition.additionalConfig', 'spec.node.ignition.strict'],
    source:
      'flatcar/container-linux-config-transpiler config/types, v0.9.4; Cluster API bootstrap/kubeadm/internal/ignition/clc/clc.go, v1.13.5',
  },
} as const satisfies Rules

/** A text that is wrong in many places is of another kind. */
const MOST_FAULTS = 5

/** Returns `ignition-config`, at most `MOST_FAULTS` for each text. */
export function checkIgnitionConfig(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return layersOf(cluster).flatMap(({ node, path }) => {
    const ignition = node?.ignition
    if (!ignition?.additionalConfig) return []
    const at = [...path, 'node', 'ignition', 'additionalConfig']
    return additionalConfigFaults(ignition.additionalConfig, ignition, readText)
      .slice(0, MOST_FAULTS)
      .map(fault => problem(at, fault))
  })
}

type Options = NonNullable<NodeConfig['ignition']>

/** A mode is a number of YAML 1.1, where a zero makes it octal. */
const OCTAL_MODE = /(\bmode"?: *)0o?([0-7]{1,6})\b/g

/** What Cluster API would refuse of a text, or leave out. */
export function additionalConfigFaults(text: string, { strict }: Options, readText: ReadText): readonly Fault[] {
  const read = readText(text.replace(OCTAL_MODE, (_, key: string, digits: string) => `${key}${parseInt(digits, 8)}`))
  if ('fault' in read) {
    const { message, fix, line } = read.fault
    const why = line === undefined ? message : `line ${line} of it: ${message}`
    return [{ at: '', claim: 'must be YAML', why, ...(fix === undefined ? {} : { fix }) }]
  }
  const { value } = read
  if (!isJsonObject(value))
    return [{ at: '', claim: 'must be an object', fix: 'begin it with `storage:` or `systemd:`' }]
  const other =
    'variant' in value ? 'Butane' : isJsonObject(value.ignition) && 'version' in value.ignition ? 'Ignition' : ''
  if (other !== '')
    return [{ at: '', claim: `must be Container Linux Config, not ${other}`, fix: 'see docs/ignition.md' }]
  const faults = fieldFaults(value, CONTAINER_LINUX_CONFIG, { name: 'Cluster API', minor: 0 }, [])
  return faults.length > 0 ? faults : linuxConfigFaults(value, strict ?? false)
}

function problem(path: Path, { at, claim, why, fix }: Fault): Problem {
  const what = at === '' ? field(path) : `\`${at}\` in ${field(path)}`
  return {
    code: 'ignition-config',
    severity: 'error',
    path,
    message: `${what} ${claim}`,
    why: why ?? 'Cluster API would leave it out in silence, or make no user data at all',
    ...(fix === undefined ? {} : { fix }),
  }
}
