// A component does not start with a flag that its version no longer has, or does not have yet.

import { ADMISSION_PLUGIN_SPANS, FLAG_SPANS, type FlagSpan, flagKey } from '../../../facts/flags.ts'
import { parseVersion } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type FlagUse, flagUses } from '../../resolve/flag-maps.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'flag-not-in-version': {
    severity: 'error',
    meaning: 'A flag is set that the component of this Kubernetes version no longer has, or does not have yet.',
    cure: 'remove the flag, or write what took its place',
    reads: [
      'spec.kubernetesVersion',
      'spec.kubeadm.apiServerExtraArgs',
      'spec.kubeadm.controllerManagerExtraArgs',
      'spec.kubeadm.schedulerExtraArgs',
      'spec.node.kubeletExtraArgs',
    ],
    source: 'kubernetes CHANGELOG-1.<minor>.md (src/facts/flags.ts)',
  },
  'admission-plugin': {
    severity: 'error',
    meaning:
      'An admission plugin is named that the API server of this Kubernetes version no longer has, or does not have yet.',
    cure: 'take it out of the list',
    reads: ['spec.kubernetesVersion', 'spec.kubeadm.apiServerExtraArgs'],
    source:
      'kubernetes CHANGELOG-1.<minor>.md (src/facts/flags.ts); staging/src/k8s.io/apiserver pkg/server/options/admission.go',
  },
} as const satisfies Rules

/** Returns `flag-not-in-version` and `admission-plugin` at the flag, once per place. */
export function checkKnownFlags(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const use of flagUses(cluster)) {
    for (const [name, value] of Object.entries(use.flags)) {
      const path = [...use.path, name]
      const key = flagKey(name)
      const problem =
        problemOf(use, path, key, cluster) ?? inTree(use, path, key, value, cluster) ?? plugin(use, path, key, value)
      if (problem !== undefined && !found.has(field(path))) found.set(field(path), problem)
    }
  }
  return [...found.values()]
}

function problemOf(use: FlagUse, path: Path, name: string, { config }: ResolvedCluster): Problem | undefined {
  const [, minor] = parseVersion(use.kubernetesVersion)
  // A tag of the user's own may be another version of etcd than that of kubeadm.
  if (use.component === 'etcd' && config.spec.kubeadm?.etcd?.local?.imageTag !== undefined) return undefined
  const span = FLAG_SPANS[use.component].find(each => each.name === name)
  if (span?.gone !== undefined && minor >= span.gone)
    return refused(use, path, `has no such flag from Kubernetes 1.${span.gone} on`, span)
  if (span?.since !== undefined && minor < span.since)
    return refused(use, path, `has no such flag before Kubernetes 1.${span.since}`, span)
  return undefined
}

/** The API server does not start with a plugin that it does not know, whether to switch it on or off. */
function plugin(use: FlagUse, path: Path, name: string, value: string): Problem | undefined {
  if (use.component !== 'kube-apiserver' || !/^(en|dis)able-admission-plugins$/.test(name)) return undefined
  const [, minor] = parseVersion(use.kubernetesVersion)
  const names = value.split(',').map(each => each.trim())
  const span = ADMISSION_PLUGIN_SPANS.find(
    each => names.includes(each.name) && (minor >= (each.gone ?? Infinity) || minor < (each.since ?? 0)),
  )
  if (span === undefined) return undefined
  const when = span.gone === undefined ? `before Kubernetes 1.${span.since}` : `from Kubernetes 1.${span.gone} on`
  return {
    code: 'admission-plugin',
    severity: 'error',
    path,
    message: `${field(path)} must not name ${quoted(span.name)}: the API server has no such plugin ${when}`,
    why: `${use.label} runs Kubernetes ${quoted(use.kubernetesVersion)}, and the API server does not start with a plugin that it does not know`,
    fix: span.instead === undefined ? 'take it out of the list' : `take it out of the list; use ${span.instead}`,
  }
}

/** The cloud providers in the tree went with 1.31 (kubernetes CHANGELOG-1.31.md). Beside one outside it is a contradiction. */
function inTree(
  use: FlagUse,
  path: Path,
  name: string,
  value: string,
  { config: { spec } }: ResolvedCluster,
): Problem | undefined {
  const [, minor] = parseVersion(use.kubernetesVersion)
  const isInTree = name === 'cloud-provider' && value !== '' && value !== 'external'
  if (!isInTree || minor < 31 || spec.cloudProvider?.type !== 'None') return undefined
  return refused(use, path, 'takes only "external" from 1.31 on', {})
}

function refused(use: FlagUse, path: Path, claim: string, { instead }: Pick<FlagSpan, 'instead'>): Problem {
  return {
    code: 'flag-not-in-version',
    severity: 'error',
    path,
    at: 'key',
    message: `${field(path)} must not be set: ${use.component} ${claim}`,
    why: `${use.label} runs Kubernetes ${quoted(use.kubernetesVersion)}, and a component does not start with a flag that it does not know`,
    fix: instead === undefined ? 'remove it' : `remove it; use ${instead}`,
  }
}
