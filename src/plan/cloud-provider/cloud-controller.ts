// The vSphere cloud controller manager: its image, and its vsphere.conf in the YAML form.
// Source: kubernetes/cloud-provider-vsphere pkg/common/config/types_yaml.go and pkg/cloudprovider/vsphere/config/types_yaml.go,
// v1.28 – v1.36. Its reader ignores keys that it does not know: what is misspelt here is lost in silence.

import { parseNetwork } from '../../addresses.ts'
import type { HAClusterSpec } from '../../config/schema/hacluster.ts'
import { cloudProviderName } from '../../facts/addons.ts'
import { CLOUD_PROVIDER_REPOSITORY, CREDENTIALS_SECRET, cloudProviderTag } from '../../facts/cloud-provider.ts'
import type { JsonObject } from '../../manifest.ts'
import type { CloudController } from '../addon-model.ts'
import { datacentersOf, type Standing } from '../datacenters.ts'
import { hashOf } from '../hash.ts'
import { hostAndPort } from '../host-and-port.ts'
import type { ClusterNetwork, Plan } from '../model.ts'
import type { Zone } from '../place-model.ts'
import type { PlannableCluster } from '../plannable.ts'
import { nodeAddresses } from './node-addresses.ts'

/** Where the manifest mounts `ca` (render/shared/cloud-controller-manager.ts). */
const CA_FILE = '/etc/cloud/ca.crt'

type Around = Standing & Pick<Plan, 'addressPools' | 'clusterNetwork' | 'endpoint'>
type Wanted = Extract<NonNullable<HAClusterSpec['cloudProvider']>, { type: 'Managed' }>

export function planCloudController(cluster: PlannableCluster, around: Around): CloudController {
  const { spec } = cluster.config
  const { cloudProvider } = spec
  const wanted: Wanted = cloudProvider?.type === 'Managed' ? cloudProvider : { type: 'Managed' }
  const families = wanted.ipFamilies ?? familiesOf(around.clusterNetwork)
  const configuration: JsonObject = {
    global: globalSection(spec.vsphere, wanted),
    vcenter: vcenterSection(cluster, around, families),
    ...labelsSection(around.zones),
    ...nodeAddresses(cluster, around),
  }
  const { ca } = wanted
  return {
    name: cloudProviderName(cluster.name),
    image: imageOf(wanted, spec.kubernetesVersion),
    configuration,
    ...(ca === undefined ? {} : { ca }),
    configHash: hashOf({ configuration, ...(ca === undefined ? {} : { ca }) }),
    isDualStack: families.length > 1,
    taints: ownTaints(around),
    ...(hasKubeProxy(spec) ? {} : { apiServer: around.endpoint }),
  }
}

/** Tags of upstream's images begin with "v" and have three numbers; a repository of the user's own has tags of its own. */
function imageOf({ image, version }: Wanted, kubernetesVersion: string): string {
  const own = version !== undefined && image === undefined ? upstreamTag(version) : version
  return `${image ?? CLOUD_PROVIDER_REPOSITORY}:${own ?? cloudProviderTag(kubernetesVersion)}`
}

function upstreamTag(version: string): string {
  const [, numbers = '', rest = ''] = /^v?([\d.]+)(.*)$/.exec(version) ?? []
  return `v${numbers.split('.').length < 3 ? `${numbers}.0` : numbers}${rest}`
}

/** Those of the Services: a node that lacks an address of one of them stays without its providerID. */
function familiesOf({ services }: ClusterNetwork): readonly string[] {
  return services.map(network => (parseNetwork(network)?.base.family === 6 ? 'ipv6' : 'ipv4'))
}

/** As the vSphere provider itself: without a thumbprint or a CA the certificate is not verified, and a check warns of it. */
function globalSection({ thumbprint }: HAClusterSpec['vsphere'], { ca }: Wanted): JsonObject {
  return {
    secretName: CREDENTIALS_SECRET,
    secretNamespace: 'kube-system',
    ...(thumbprint === undefined ? {} : { thumbprint }),
    ...(ca === undefined ? {} : { caFile: CA_FILE }),
    ...(thumbprint === undefined && ca === undefined ? { insecureFlag: true } : {}),
  }
}

/** The keys of the credentials are made of `server`. */
function vcenterSection(
  { config: { spec }, zones }: PlannableCluster,
  around: Around,
  families: readonly string[],
): JsonObject {
  const { host, port } = hostAndPort(spec.vsphere.server)
  const datacenters = datacentersOf({ datacenter: spec.vsphere.datacenter }, around)
  // None means all: of failure domains that exist already nobody here knows the datacenter, and names are joined by commas.
  const areKnown = !zones.some(({ existing }) => existing) && !datacenters.some(name => name.includes(','))
  return {
    [host]: {
      server: host,
      ...(port === undefined ? {} : { port }),
      ...(areKnown ? { datacenters } : {}),
      ipFamily: families,
    },
  }
}

/** A check has made sure that all failure domains share their two categories. */
function labelsSection([first]: readonly Zone[]): JsonObject {
  return first === undefined ? {} : { labels: { region: first.region.tagCategory, zone: first.zone.tagCategory } }
}

/** Taints of the user's that would keep it from all control-plane nodes: without it none of them ever becomes ready. */
function ownTaints({ controlPlane }: Standing): CloudController['taints'] {
  const setups = controlPlane.type === 'Machines' ? controlPlane.nodes : [controlPlane]
  const byId = new Map<string, CloudController['taints'][number]>()
  for (const { key, effect } of setups.flatMap(({ setup }) => setup.taints ?? [])) {
    const id = `${key} ${effect}`
    if (effect !== 'PreferNoSchedule' && !OF_ROLE.has(id)) byId.set(id, { key, effect })
  }
  return [...byId.values()]
}

const OF_ROLE: ReadonlySet<string> = new Set(
  ['control-plane', 'master'].map(role => `node-role.kubernetes.io/${role} NoSchedule`),
)

/** kubeadm leaves it out where it was told to; then nothing leads from a Service to the API server before the network plugin runs. */
function hasKubeProxy({ kubeadm }: HAClusterSpec): boolean {
  return !(kubeadm?.skipPhases ?? []).some(phase => WITH_KUBE_PROXY.has(phase))
}

const WITH_KUBE_PROXY: ReadonlySet<string> = new Set(['addon', 'addon/all', 'addon/kube-proxy'])
