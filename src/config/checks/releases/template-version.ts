// An image is built for one Kubernetes version, and mostly named after it.

import { parseVersion } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { MachineConfig, Merged, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'template-version': {
    severity: 'warning',
    meaning: 'The name of the template names another Kubernetes version than its machines are to run.',
    cure: 'name the template of that version',
    reads: ['spec.machine.template', 'spec.kubernetesVersion', 'spec.workers[].kubernetesVersion'],
    source:
      'kubernetes-sigs/image-builder: images are called <os>-kube-v<version>; kubeadm refuses a version above its own',
  },
} as const satisfies Rules

interface Use {
  readonly machine: Merged<MachineConfig>
  readonly version: string
  readonly versionPath: Path
}

/** Returns the warning `template-version` at the template, once per place. */
export function checkTemplateVersion(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const use of usesOf(cluster)) {
    const problem = problemOf(use)
    if (problem !== undefined && !found.has(field(problem.path))) found.set(field(problem.path), problem)
  }
  return [...found.values()]
}

function usesOf({ config: { spec }, controlPlane, workers }: ResolvedCluster): readonly Use[] {
  const own: Path = ['spec', 'kubernetesVersion']
  const nodes = controlPlane.type === 'Machines' ? controlPlane.nodes : []
  const ofNodes = nodes.map(({ machine, kubernetesVersion, path }) => {
    const isOwn = kubernetesVersion !== spec.kubernetesVersion
    return { machine, version: kubernetesVersion, versionPath: isOwn ? [...path, 'kubernetesVersion'] : own }
  })
  const ofControlPlane =
    nodes.length > 0
      ? ofNodes
      : [{ machine: controlPlane.shape.machine, version: spec.kubernetesVersion, versionPath: own }]
  const ofWorkers = workers.map(({ machine, config, path }) => ({
    machine,
    version: config.kubernetesVersion ?? spec.kubernetesVersion,
    versionPath: config.kubernetesVersion === undefined ? own : [...path, 'kubernetesVersion'],
  }))
  return [...ofControlPlane, ...ofWorkers]
}

function problemOf({ machine, version, versionPath }: Use): Problem | undefined {
  const { template } = machine.value
  const named =
    typeof template === 'string' ? NAMED.exec(template.slice(template.lastIndexOf('/') + 1))?.[1] : undefined
  if (named === undefined || parseVersion(named).join() === parseVersion(version).join()) return undefined
  const path = machine.origin('template')
  return {
    code: 'template-version',
    severity: 'warning',
    path,
    message: `${field(path)} ${quoted(template)} must be an image of Kubernetes ${parseVersion(version).join('.')}`,
    why: `by its name it holds ${named}, and ${field(versionPath)} is ${quoted(version)}`,
    fix: `name the template of that version, or add "template-version" to \`spec.acknowledge\``,
  }
}

const NAMED = /(?:^|[-_.])(?:kube|k8s|kubernetes)[-_.]?v?(\d+\.\d+\.\d+)/i
