// How VMs are named: where the template gives two Machines one name, the vSphere provider puts both on one VM, and says nothing.

import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import { LONGEST_VM_NAME, type NamingTemplate, parseNamingTemplate } from '../../resolve/naming-template.ts'
import type { ResolvedCluster, ResolvedWorkerPool } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'naming-template': {
    severity: 'error',
    meaning: 'The template of VM names is none, gives no host name, or gives two machines one name.',
    cure: 'write `naming: {template: "{{ .machine.name }}"}`, with at most a short prefix',
    reads: ['spec.machine.naming.template', 'metadata.name', 'spec.workers[].name', 'spec.controlPlane.nodes[].name'],
    source: 'CAPV pkg/util/template.go and internal/webhooks/vspheremachinetemplate.go, v1.13',
  },
} as const satisfies Rules

/** Returns `naming-template` at the template, once per place. */
export function checkNamingTemplate(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const pools = new Map(cluster.workers.map(pool => [pool.path, pool]))
  for (const group of groupsOf(cluster)) {
    const text = group.machine.value.naming?.template
    if (typeof text !== 'string') continue
    const path = [...group.machine.origin('naming'), 'template']
    const problem = found.has(field(path))
      ? undefined
      : problemOf(path, text, machineNames(cluster, pools.get(group.path)))
    if (problem !== undefined) found.set(field(path), problem)
  }
  return [...found.values()]
}

/** Names of machines that differ as little as any two of a group do, as long as they get. */
function machineNames({ controlPlane }: ResolvedCluster, pool: ResolvedWorkerPool | undefined): readonly string[] {
  if (pool !== undefined) return drawn(`${pool.name}-zzzzz-`)
  return controlPlane.type === 'Machines' ? controlPlane.nodes.map(({ name }) => name) : drawn(`${controlPlane.name}-`)
}

/** Cluster API ends the name of a machine with five random characters, and shortens what stands before them. */
function drawn(base: string): readonly string[] {
  const head = base.slice(0, LONGEST_VM_NAME - 5)
  return ['bbbbb', 'cbbbb', 'bcbbb', 'bbcbb', 'bbbcb', 'bbbbc'].map(random => head + random)
}

function problemOf(path: Path, text: string, machines: readonly string[]): Problem | undefined {
  const template = parseNamingTemplate(text)
  if (template === undefined) {
    const claim = 'must be a Go template of `.machine.name` and the functions `trimSuffix` and `trunc`'
    const why =
      'the vSphere provider adds no other, and what Go has of its own (`printf`, `if`, variables) is not worked out here, where names must be known to differ'
    return refused(path, claim, why)
  }
  const names = machines.map(machine => vmName(template, machine))
  const always = vmName(template, 'a')
  if ([vmName(template, 'b'), ...names].every(name => name === always)) {
    const claim = text.includes('.machine.name') ? OWN_NAMES : 'must use `.machine.name`'
    return refused(path, claim, `every machine would be the VM ${quoted(always)}`)
  }
  const odd = names.find(name => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
  if (odd !== undefined) {
    const claim = 'must give names of lower-case letters, digits and "-", beginning and ending with a letter or digit'
    return refused(path, claim, `${quoted(machines[names.indexOf(odd)])} would be the VM ${quoted(odd)}`)
  }
  const twin = names.findIndex((name, i) => names.indexOf(name) < i)
  const other = names.indexOf(names[twin] ?? '')
  if (twin < 0) return undefined
  const why = `the machines ${quoted(machines[other])} and ${quoted(machines[twin])} would be one VM, ${quoted(names[twin])}; names are cut at ${LONGEST_VM_NAME} characters`
  return refused(path, OWN_NAMES, why)
}

const OWN_NAMES = 'must give every machine a name of its own'

/** As the provider makes it. */
export function vmName(template: NamingTemplate, machine: string): string {
  return template(machine).slice(0, LONGEST_VM_NAME)
}

function refused(path: Path, claim: string, why: string): Problem {
  const fix = 'write "{{ .machine.name }}", with at most a short text before it'
  return { code: 'naming-template', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
