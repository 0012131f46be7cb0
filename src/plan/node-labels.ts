// Labels and taints of a role on their way to the Nodes: kubelet flags, labels of the Machines, the node's registration.

import { carrierOf, NODE_LABELS_FLAG, readNodeLabels } from '../facts/node-labels.ts'
import type { NodeSetup, StringMap, Taint } from './model.ts'

/** What a role asks of its nodes. */
export interface NodeMarks {
  readonly labels?: StringMap | undefined
  readonly taints?: readonly Taint[] | undefined
}

/** The setup with the labels that the kubelet can give itself, and with the taints; an absent list leaves kubeadm's own. */
export function withMarks(setup: NodeSetup, { labels = {}, taints }: NodeMarks): NodeSetup {
  return {
    ...setup,
    kubeletExtraArgs: withNodeLabels(setup.kubeletExtraArgs, pick(labels, 'kubelet')),
    ...(taints === undefined ? {} : { taints }),
  }
}

/** The labels that Cluster API copies from the Machine to the Node; changing them replaces no machine. */
export function machineLabels({ labels = {} }: NodeMarks): StringMap {
  return pick(labels, 'machine')
}

/** All labels that a node will have from us: what the autoscaler must know of a pool without nodes. */
export function nodeLabels({ kubeletExtraArgs }: NodeSetup, ofMachine: StringMap): StringMap {
  return { ...Object.fromEntries(readNodeLabels(kubeletExtraArgs[NODE_LABELS_FLAG] ?? '')), ...ofMachine }
}

/** What the user's own flag says stays as written; a check has made sure that it contradicts no label. */
function withNodeLabels(args: StringMap, labels: StringMap): StringMap {
  const own = args[NODE_LABELS_FLAG] ?? ''
  const known = new Set(readNodeLabels(own).map(([key]) => key))
  const added = Object.entries(labels).filter(([key]) => !known.has(key))
  if (added.length === 0) return args
  const text = added.map(([key, value]) => `${key}=${value}`)
  return { ...args, [NODE_LABELS_FLAG]: [...(own === '' ? [] : [own]), ...text].join(',') }
}

/** Sorted, so that the order in which labels are written replaces no machine. */
function pick(labels: StringMap, carrier: 'kubelet' | 'machine'): StringMap {
  const wanted = Object.entries(labels).filter(([key]) => carrierOf(key) === carrier)
  return Object.fromEntries(wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
}
