// What the codes of other rooms than config/checks mean, by subject: those of rules over fields say it beside the rule
// (config/checks/rules.ts). For `npm run rules` alone, which makes docs/errors.md of both.

import type { ProblemCode } from './codes.ts'
import type { WarningCode } from './warnings.ts'

export interface Meaning {
  /** One sentence. */
  readonly meaning: string
  /** What to do, for example. */
  readonly cure: string
}

export type SeverityOf<Code extends ProblemCode> = Code extends WarningCode ? 'warning' : 'error'

export type Meanings = { readonly [Code in ProblemCode]?: Meaning & { readonly severity: SeverityOf<Code> } }

export const MEANINGS = {
  reading: {
    'yaml-syntax': {
      severity: 'error',
      meaning: 'The text is not YAML that every host reads.',
      cure: 'close the quote or bracket that the excerpt points at',
    },
    'duplicate-key': {
      severity: 'error',
      meaning: 'A mapping has a key twice; hosts differ in which one counts.',
      cure: 'remove one of the two',
    },
    'ambiguous-number': {
      severity: 'error',
      meaning: 'A number is written so that YAML 1.1 and YAML 1.2 read it differently (`0777`, `12:30`).',
      cure: 'write a plain decimal number, or quote it if it is text',
    },
    'unreadable-file': {
      severity: 'error',
      meaning: 'A file or folder cannot be read, or is not UTF-8 text.',
      cure: 'name a file that exists and that you may read',
    },
    'not-a-resource-list': {
      severity: 'error',
      meaning: 'The standard input of the function is no ResourceList.',
      cure: 'pipe a ResourceList in, or use `capv-ha render FILE`',
    },
    'too-large': {
      severity: 'error',
      meaning: 'Something would cost, or make, more than [a limit](limits.md) allows.',
      cure: 'write less of it, or for fewer objects',
    },
    'no-cluster': {
      severity: 'error',
      meaning: 'Nothing of what was given is an HACluster, so that nothing would be expanded.',
      cure: 'name the file or folder that holds the HACluster',
    },
    'lost-manifest': {
      severity: 'error',
      meaning:
        'An HACluster stands inside of a list and would not be expanded. Under Argo CD also: a document that it would refuse or leave out, such as a template of a Helm chart.',
      cure: 'write the HACluster as a document of its own; repair the file, or leave it out with the parameter `exclude`',
    },
    'duplicate-cluster': {
      severity: 'error',
      meaning: 'One namespace and name is given twice, with different content.',
      cure: 'keep one; where a transformer patches the HACluster, give the function a ConfigMap as functionConfig',
    },
  },
  'former-output': {
    'orphaned-output': {
      severity: 'warning',
      meaning: 'Objects of an HACluster that is not among the items were left alone.',
      cure: 'delete them, or give the HACluster to the function too',
    },
    'former-output-hidden': {
      severity: 'warning',
      meaning:
        'kpt shows an HACluster that was rendered before without its output, because of `selectors` or `exclude`; a copy of every object is written.',
      cure: 'take `selectors` out of the Kptfile, or let them match the output; delete the copies',
    },
    'not-ours': {
      severity: 'error',
      meaning: 'An object that would be written exists already and is no output of this HACluster.',
      cure: 'remove or rename that object, or rename the HACluster',
    },
    'node-readdressed': {
      severity: 'error',
      meaning: 'A node that exists would get another address: its position in `addresses` has changed.',
      cure: 'keep every address in its place, append new ones, write `null` in the place of a node that is gone',
    },
    'node-needs-replacement': {
      severity: 'error',
      meaning: 'A field that no running VM can take over has changed for a node that exists.',
      cure: 'replace the node as the message says, one at a time',
    },
    'node-keeps-configuration': {
      severity: 'warning',
      meaning: 'The configuration of a node has changed that it read once, when it was created.',
      cure: 'nothing if it is meant for nodes built later; else replace the nodes one at a time',
    },
    'control-plane-type-changed': {
      severity: 'error',
      meaning:
        '`controlPlane.type` is another than that of the former output: the new control plane would not know the nodes of the old one.',
      cure: 'undo the change, or build a new cluster beside this one',
    },
    'endpoint-changed': {
      severity: 'error',
      meaning:
        'The endpoint is another than in the former output; it is in certificates and kubeconfigs that nobody writes anew.',
      cure: 'undo the change, or build a new cluster beside this one',
    },
    'cluster-network-changed': {
      severity: 'error',
      meaning: 'A field of `clusterNetwork` is another than in the former output; kubeadm has read it once for all.',
      cure: 'undo the change, or build a new cluster beside this one',
    },
    'kubernetes-version-jump': {
      severity: 'error',
      meaning: 'The control plane would skip a minor release of Kubernetes.',
      cure: 'go up one minor release at a time',
    },
    'kubernetes-version-lowered': {
      severity: 'error',
      meaning: 'The control plane would go back to an older minor release of Kubernetes.',
      cure: 'undo the change',
    },
    'zone-needs-a-new-name': {
      severity: 'error',
      meaning:
        'A failure domain that exists has changed; its object is immutable, and its zone harms every node in it.',
      cure: 'add a failure domain under a new name, let the nodes move, and remove this one afterwards',
    },
    'zone-removed': {
      severity: 'warning',
      meaning:
        'A failure domain that exists is no longer wanted; machines that still stand in it would be without care, and their VMs would stay.',
      cure: 'remove it after the last of its machines, or acknowledge it then',
    },
    'immutable-field': {
      severity: 'error',
      meaning:
        'A field of a KubeadmControlPlane that exists has changed, and the webhook of this release of Cluster API refuses that.',
      cure: 'undo the change',
    },
    'pool-shrinks': {
      severity: 'warning',
      meaning: 'A pool that exists loses addresses; its webhook refuses that while one of them is in use.',
      cure: 'replace the machines that have one of them first',
    },
    'addons-set-removed': {
      severity: 'warning',
      meaning:
        'A ClusterResourceSet that exists is no longer wanted; it owns its ConfigMaps and Secrets, which go with it ([addons.md](addons.md)).',
      cure: '`kubectl delete clusterresourceset NAME --cascade=orphan` before the new output is applied',
    },
    'applied-once': {
      severity: 'warning',
      meaning: 'The cloud provider has changed, and a ClusterResourceSet of this release applies everything once.',
      cure: 'apply the value of the ConfigMap in the cluster yourself',
    },
  },
  'command-line': {
    'file-in-the-way': {
      severity: 'error',
      meaning:
        'Where `render -o` would write stands something that capv-ha did not write for these clusters: a file, a folder, a link, a pipe ([output-folder.md](output-folder.md)).',
      cure: 'move it, or choose another folder',
    },
    'unwritable-file': {
      severity: 'error',
      meaning: 'A file or folder cannot be written.',
      cure: 'repair the cause and run the command again',
    },
    'no-load-balancer-file': {
      severity: 'error',
      meaning:
        '`capv-ha loadbalancer` was asked for a configuration that the cluster does not have, or that cannot be one file for all the clusters that are named ([load-balancers.md](load-balancers.md)).',
      cure: 'set `loadBalancer: {type: Nginx}` or `{type: HAProxy}`; name the clusters of one balancer with `--cluster`',
    },
  },
  'argo-cd': {
    'invalid-parameter': {
      severity: 'error',
      meaning:
        'A parameter or plugin environment variable of the Application is unknown or of the wrong form, or `--set` leads nowhere.',
      cure: 'take the name that the message suggests',
    },
    'kustomize-refused': {
      severity: 'error',
      meaning:
        "A kustomization asks for something that is not honoured beside other people's secrets: a function, a remote file, a path that leaves the repository.",
      cure: 'commit what it fetches, or run that function before you commit',
    },
    'kustomize-failed': {
      severity: 'error',
      meaning: '`kustomize build` failed, or the program is missing.',
      cure: 'repair what the message names; `kustomize build` has words of its own, which may quote a secret',
    },
    'namespace-differs': {
      severity: 'warning',
      meaning: "An HACluster has another namespace than its Application's destination, where manifests without one go.",
      cure: 'remove `metadata.namespace`, or let the Application have it as destination',
    },
    'namespace-not-given': {
      severity: 'error',
      meaning:
        'An HACluster without a namespace has former output in another one than it would get from its Application.',
      cure: 'write `metadata.namespace` as the former output has it',
    },
  },
  shape: {
    'unknown-field': {
      severity: 'error',
      meaning: 'A field is not known there: misspelt, at the wrong level, or of another type.',
      cure: 'take the name that the message suggests',
    },
    'wrong-type': {
      severity: 'error',
      meaning: 'A value is of another type than its field.',
      cure: 'write the type that the message names',
    },
    'invalid-value': {
      severity: 'error',
      meaning: 'A value is not one that its field takes.',
      cure: 'write a value of the form that the message names',
    },
    'missing-field': {
      severity: 'error',
      meaning: 'A required field is absent; of `machine` and `network` once all overrides are merged.',
      cure: 'write `template: "ubuntu-2204-kube-v1.31.4"` in `spec.machine`',
    },
    'version-is-a-number': {
      severity: 'error',
      meaning: 'A version is a YAML number, so that `1.30` reads as 1.3.',
      cure: 'quote it: `"1.30.0"`',
    },
    'wrong-api-version': {
      severity: 'error',
      meaning: 'The HACluster is of an apiVersion that this version does not know.',
      cure: 'write `apiVersion: capv-ha.dev/v1alpha1`',
    },
    'secret-in-input': {
      severity: 'error',
      meaning: 'A secret value stands in the input: a private key, token, password or Secret with data.',
      cure: 'put it into a Secret in the management cluster and refer to it',
    },
  },
  nodes: {
    'user-data-size': {
      severity: 'warning',
      meaning: 'The user data of a node is larger than what vSphere surely hands to it.',
      cure: 'compress large files, or fetch them on the node',
    },
  },
  patches: {
    'patch-syntax': {
      severity: 'error',
      meaning: 'A patch cannot be read, or does not say what it is for.',
      cure: 'write a strategic merge patch or a list of JSON patch operations, and `target: {kind: MachineDeployment}`',
    },
    'patch-matches-nothing': {
      severity: 'error',
      meaning: 'No object of the cluster gets the patch.',
      cure: 'name templates by `<cluster>-<pool>`, and leave `version` out of `target`',
    },
    'patch-does-not-apply': {
      severity: 'error',
      meaning: 'An object has not the shape that the patch counts on.',
      cure: 'look at it with `capv-ha render`',
    },
    'patch-touches-identity': {
      severity: 'error',
      meaning: 'A patch would rename or remove an object, or change how the objects of a cluster find each other.',
      cure: 'take it out of the patch',
    },
  },
} as const satisfies Readonly<Record<string, Meanings>>
