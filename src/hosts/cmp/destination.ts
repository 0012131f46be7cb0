// The namespace of HAClusters that have none of their own: Argo CD puts every other manifest without one into the namespace of
// the Application's destination, and a cluster belongs where its Secrets and ConfigMaps are.

import { formatPath, type Problem } from '../../problems/problem.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { property } from '../../read/resource-ref.ts'
import type { World } from '../world.ts'

const NAMESPACE = ['metadata', 'namespace'] as const

/** The namespace of the Application's destination; `undefined` where Argo CD gives none. */
export function givenNamespace({ env }: World): string | undefined {
  const namespace = env.ARGOCD_APP_NAMESPACE ?? ''
  return namespace === '' ? undefined : namespace
}

export interface Settled {
  readonly inputs: readonly ClusterInput[]
  /** `namespace-differs` for those that have another one. */
  readonly problems: readonly Problem[]
  /** Names of the HAClusters whose namespace is the Application's. */
  readonly homeless: ReadonlySet<string>
}

/** Every HACluster with a namespace; without a destination all stay as they are. */
export function settle(inputs: readonly ClusterInput[], world: World): Settled {
  const namespace = givenNamespace(world)
  if (namespace === undefined) return { inputs, problems: [], homeless: new Set() }
  const homeless = new Set<string>()
  const problems: Problem[] = []
  const settled = inputs.map(input => {
    const metadata = property(input.value, 'metadata')
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return input
    const own = property(metadata, 'namespace')
    if (own !== undefined) {
      if (typeof own === 'string' && own !== namespace) problems.push(...differs(input, own, namespace))
      return input
    }
    homeless.add(String(property(metadata, 'name')))
    return withNamespace(input, metadata, namespace)
  })
  return { inputs: settled, problems, homeless }
}

function withNamespace(input: ClusterInput, metadata: object, namespace: string): ClusterInput {
  const value = { ...Object(input.value), metadata: { ...metadata, namespace } }
  const place = { file: "the Application's destination" }
  const isGiven = (path: readonly (string | number)[]) => path[0] === NAMESPACE[0] && path[1] === NAMESPACE[1]
  return {
    ...input,
    value,
    locate: (path, at, secret) => (isGiven(path) ? place : input.locate(path, at, secret)),
    raw: path => (isGiven(path) ? undefined : input.raw?.(path)),
  }
}

function differs(input: ClusterInput, own: string, namespace: string): readonly Problem[] {
  const code = 'namespace-differs'
  const acknowledged = property(property(input.value, 'spec'), 'acknowledge')
  if (Array.isArray(acknowledged) && acknowledged.includes(code)) return []
  return [
    {
      code,
      severity: 'warning',
      path: NAMESPACE,
      message: `\`${formatPath(NAMESPACE)}\` "${own}" must be the Application's destination "${namespace}" for manifests without a namespace to be where the cluster is`,
      why: 'Argo CD puts every manifest that has no namespace into the destination, Secrets that the cluster refers to as well',
      fix: `remove the namespace here, let the Application have it as its destination, or add "${code}" to \`spec.acknowledge\``,
      source: input.locate(NAMESPACE, 'value', false),
    },
  ]
}

/** The error `namespace-not-given` for former output whose HACluster would now move to the destination. */
export function movedAway(owner: string, namespace: string, source: Problem['source']): Problem {
  const [former = '', name = ''] = owner.split('/')
  return {
    code: 'namespace-not-given',
    severity: 'error',
    path: [],
    message: `HACluster "${name}" must have a \`metadata.namespace\`: former output of it is in "${former}", the Application's destination is "${namespace}"`,
    why: 'without one it goes to the destination, and a second cluster with the same machines would be made there',
    fix: `write \`namespace: ${former}\` to keep the cluster where it is, or remove the former output if it never ran`,
    ...(source ? { source } : {}),
  }
}
