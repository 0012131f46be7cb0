// The vSphere cloud controller manager, as a ConfigMap whose one value is the YAML of all its objects: a ClusterResourceSet
// applies them in the cluster. One shape for every Kubernetes version, since the objects of an older one must be patched into it.
// Source: kubernetes/cloud-provider-vsphere releases/v1.18 – v1.36 (permissions, tolerations, placement).

import type {
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1ConfigMap,
  V1Container,
  V1DaemonSet,
  V1PodSpec,
  V1RoleBinding,
  V1ServiceAccount,
} from '@kubernetes/client-node'
import type { Json, Manifest } from '../../manifest.ts'
import type { CloudController } from '../../plan/addon-model.ts'
import type { Plan } from '../../plan/model.ts'
import { metadata } from './metadata.ts'

/** Upstream's name of the DaemonSet. Frozen, as are the labels: its selector is immutable. */
const NAME = 'vsphere-cloud-controller-manager'
const NAMESPACE = 'kube-system'
const LABELS = { app: NAME }
/** Upstream's name of the ConfigMap. */
const CONFIG_NAME = 'vsphere-cloud-config'

/** `printText` prints one object as YAML. A `List` is no way out: the set does not take it apart. */
export function cloudControllerManager(
  plan: Plan,
  controller: CloudController,
  printText: (value: Json) => string,
): Manifest {
  const objects = [serviceAccount(), configuration(controller, printText), ...permissions(), daemonSet(controller)]
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(plan, controller.name),
    data: { 'cloud-controller-manager.yaml': objects.map(object => printText(object)).join('---\n') },
  } satisfies V1ConfigMap
}

function serviceAccount() {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: namespaced(NAME) } satisfies V1ServiceAccount
}

function configuration({ configuration, ca }: CloudController, printText: (value: Json) => string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: namespaced(CONFIG_NAME),
    data: { 'vsphere.conf': printText(configuration), ...(ca === undefined ? {} : { 'ca.crt': ca }) },
  } satisfies V1ConfigMap
}

/** Of all releases together. Secrets are watched in all namespaces. */
function permissions() {
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }]
  const apiGroup = 'rbac.authorization.k8s.io'
  const apiVersion = `${apiGroup}/v1`
  const role = {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: NAME },
    rules: [
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'update'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['*'] },
      { apiGroups: [''], resources: ['nodes/status', 'services/status'], verbs: ['patch'] },
      { apiGroups: [''], resources: ['services'], verbs: ['list', 'patch', 'update', 'watch'] },
      {
        apiGroups: [''],
        resources: ['serviceaccounts', 'endpoints'],
        verbs: ['create', 'get', 'list', 'update', 'watch'],
      },
      { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list', 'update', 'watch'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        verbs: ['create', 'get', 'list', 'update', 'watch'],
      },
    ],
  } satisfies V1ClusterRole
  const binding = {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: NAME },
    roleRef: { apiGroup, kind: 'ClusterRole', name: NAME },
    subjects,
  } satisfies V1ClusterRoleBinding
  // What the API server publishes for servers beside it, such as the CA of front proxies.
  const authentication = {
    apiVersion,
    kind: 'RoleBinding',
    metadata: namespaced(`${NAME}-authentication`),
    roleRef: { apiGroup, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
    subjects,
  } satisfies V1RoleBinding
  return [role, binding, authentication]
}

/** The annotation restarts the pods when the configuration changes: they read it once. */
function daemonSet(controller: CloudController) {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: namespaced(NAME),
    spec: {
      selector: { matchLabels: LABELS },
      updateStrategy: { type: 'RollingUpdate' },
      template: {
        metadata: { labels: LABELS, annotations: { 'capv-ha.dev/config-hash': controller.configHash } },
        spec: podSpec(controller),
      },
    },
  } satisfies V1DaemonSet
}

/**
 * It must run before there is a network plugin, and before any node is initialised. The name servers are the node's: CoreDNS
 * waits for the taint that this program takes away.
 */
function podSpec(controller: CloudController) {
  return {
    serviceAccountName: NAME,
    hostNetwork: true,
    priorityClassName: 'system-node-critical',
    securityContext: { runAsUser: 1001 },
    tolerations: [
      { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' },
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoSchedule' },
      ...controller.taints.map(({ key, effect }) => ({ key, operator: 'Exists', effect })),
    ],
    // Below Kubernetes 1.20 control-plane nodes bear the second label alone, from 1.24 on the first alone.
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: ['control-plane', 'master'].map(role => ({
            matchExpressions: [{ key: `node-role.kubernetes.io/${role}`, operator: 'Exists' }],
          })),
        },
      },
    },
    containers: [container(controller)],
    volumes: [{ name: 'config', configMap: { name: CONFIG_NAME } }],
  } satisfies V1PodSpec
}

function container({ image, isDualStack, apiServer }: CloudController) {
  const env = [
    // It exits at once where it finds two families and not this name; the value says nothing.
    ...(isDualStack ? [{ name: 'ENABLE_ALPHA_DUAL_STACK', value: 'true' }] : []),
    ...(apiServer === undefined
      ? []
      : [
          { name: 'KUBERNETES_SERVICE_HOST', value: apiServer.host },
          { name: 'KUBERNETES_SERVICE_PORT', value: String(apiServer.port) },
        ]),
  ]
  return {
    name: NAME,
    image,
    args: ['--cloud-provider=vsphere', '--cloud-config=/etc/cloud/vsphere.conf', '--v=2'],
    ...(env.length === 0 ? {} : { env }),
    resources: { requests: { cpu: '200m' } },
    volumeMounts: [{ name: 'config', mountPath: '/etc/cloud', readOnly: true }],
  } satisfies V1Container
}

function namespaced(name: string) {
  return { name, namespace: NAMESPACE }
}
