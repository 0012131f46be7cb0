// Who can put a label on a Node: shared by the check that refuses what nobody can, and the plan that sends each label its way.

/** `machine`: Cluster API copies it from the Machine, from v1.4 on. `nobody`: no node ever gets it. */
export type LabelCarrier = 'kubelet' | 'machine' | 'nobody'

/**
 * The way of a label key to the Node. It never depends on the release: a label that changed its way would roll the machines.
 * Source: kubernetes staging/src/k8s.io/kubelet/pkg/apis/well_known_labels.go (a kubelet given any other label of these
 * domains does not start); cluster-api v1.4 internal/controllers/machine/machine_controller_noderef.go (what is copied).
 */
export function carrierOf(key: string): LabelCarrier {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : ''
  const within = (parent: string) => domain === parent || domain.endsWith(`.${parent}`)
  if (domain === 'node-role.kubernetes.io' || COPIED_DOMAINS.some(within)) return 'machine'
  if (!within('kubernetes.io') && !within('k8s.io')) return 'kubelet'
  return OF_KUBELET.has(key) || within('kubelet.kubernetes.io') || within('node.kubernetes.io') ? 'kubelet' : 'nobody'
}

const COPIED_DOMAINS = ['node-restriction.kubernetes.io', 'node.cluster.x-k8s.io']

const OF_KUBELET = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
])

/** The kubelet's flag for labels: `key=value,key=value`. */
export const NODE_LABELS_FLAG = 'node-labels'

/** The labels in the text of the flag, in its order. */
export function readNodeLabels(text: string): readonly (readonly [key: string, value: string])[] {
  const entries = text.split(',').map(entry => entry.trim())
  return entries
    .filter(entry => entry !== '')
    .map(entry => {
      const equals = entry.indexOf('=')
      return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)]
    })
}
