// Names that controllers give to machines: different for each, and names of hosts.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'machine-naming': {
    severity: 'error',
    meaning: 'A template for names of machines gives all the same name, or none that a machine can have.',
    cure: 'write it like `"{{ .cluster.name }}-{{ .random }}"`',
    reads: ['spec.controlPlane.machineNaming', 'spec.workers[].machineNaming'],
    source: 'Cluster API controlplane/kubeadm/internal/webhooks/kubeadmcontrolplane.go, v1.13.5: validateNaming',
  },
} as const satisfies Rules

/** Returns `machine-naming` at the template. */
export function checkMachineNaming({ controlPlane, workers, name: cluster }: ResolvedCluster): readonly Problem[] {
  const own = controlPlane.type === 'Machines' ? undefined : controlPlane
  return [
    ...(own === undefined ? [] : problems(own.config, own.shape.path, { cluster, kubeadmControlPlane: own.name })),
    // A MachineSet is named after its MachineDeployment.
    ...workers.flatMap(pool => problems(pool.config, pool.path, { cluster, machineSet: `${pool.name}-xxxxx` })),
  ]
}

interface Named {
  readonly machineNaming?: { readonly template: string } | undefined
}

/** Looked for as it stands, spaces and all. */
const RANDOM = '{{ .random }}'

/**
 * Source: kubernetes-sigs/cluster-api v1.13.5 controlplane/kubeadm/internal/webhooks/kubeadmcontrolplane.go, validateNaming;
 * internal/topology/names/names.go.
 */
function problems({ machineNaming }: Named, group: Path, owners: Readonly<Record<string, string>>): readonly Problem[] {
  if (machineNaming === undefined) return []
  const { template } = machineNaming
  const path = [...group, 'machineNaming', 'template']
  const variables = Object.keys(owners).map(key => `{{ .${key}.name }}`)
  if (!template.includes(RANDOM)) {
    return [fault(path, `must hold "${RANDOM}"`, 'machines would all have the same name', `add it, spaces included`)]
  }
  // What else a template can do is for the API server to judge.
  const actions = template.match(/\{\{.*?\}\}/gs) ?? []
  const unknown = actions.find(action => action !== RANDOM && nameOf(action, owners) === undefined)
  if (unknown !== undefined) {
    const isVariable = VARIABLE.test(unknown)
    const why = `${quoted(unknown)} is none of ${[...variables, RANDOM].join(', ')}`
    return isVariable ? [fault(path, `must use variables that there are`, why, 'use one of those')] : []
  }
  const name = template.replaceAll(/\{\{.*?\}\}/gs, action => nameOf(action, owners) ?? 'xxxxx')
  if (SUBDOMAIN.test(name)) return []
  const why = `it gives ${quoted(name)}`
  return [
    fault(
      path,
      'must give a name of lower-case letters, digits, "-" and "."',
      why,
      'write it like "{{ .cluster.name }}-{{ .random }}"',
    ),
  ]
}

const VARIABLE = /^\{\{-?\s*\.[\w.]+\s*-?\}\}$/
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

function nameOf(action: string, owners: Readonly<Record<string, string>>): string | undefined {
  const [, owner = ''] = /^\{\{\s*\.(\w+)\.name\s*\}\}$/.exec(action) ?? []
  return Object.hasOwn(owners, owner) ? owners[owner] : undefined
}

function fault(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'machine-naming', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
