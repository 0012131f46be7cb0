// From the resolved config to the plan: every default applied, every feature turned into data that any generation can print.

import { compressed } from '../addresses.ts'
import type { ResolvedCluster } from '../config/resolve/resolved.ts'
import { planAddressPools } from './address-pools.ts'
import { planCloudController } from './cloud-provider/cloud-controller.ts'
import { planAddons, planCloudProvider } from './cloud-provider/plan-cloud-provider.ts'
import { planKubeadm } from './cluster-configuration.ts'
import { clusterNetworkOf } from './cluster-network.ts'
import { planControlPlane } from './control-plane.ts'
import { datacentersOf } from './datacenters.ts'
import { type HealthCheck, healthCheckOf, type ReadYaml } from './load-balancers/health-check.ts'
import { planLoadBalancer } from './load-balancers/index.ts'
import type { ControlPlane, Endpoint, Plan, VSphere } from './model.ts'
import type { PlannableCluster } from './plannable.ts'
import { planWorkers } from './workers.ts'
import { planFailureDomainSelector, planZones } from './zones.ts'

/** `readYaml` reads texts of the API server's own kinds; what it does not read counts as unknown. */
export function plan(cluster: PlannableCluster, readYaml: ReadYaml = () => undefined): Plan {
  const { spec } = cluster.config
  const endpoint = planEndpoint(cluster)
  const cloudProvider = planCloudProvider(cluster)
  const controlPlane = planControlPlane(cluster, cloudProvider)
  const clusterNetwork = clusterNetworkOf(spec)
  const addressPools = planAddressPools(cluster)
  const workers = planWorkers(cluster, cloudProvider)
  const zones = planZones(cluster)
  const vsphere = planVSphere(spec.vsphere)
  const standing = { controlPlane, workers, zones }
  const addons = planAddons(cluster, cloudProvider)
  const failureDomainSelector = planFailureDomainSelector(cluster)
  return {
    name: cluster.name,
    namespace: cluster.namespace,
    id: cluster.id,
    release: cluster.release,
    kubernetesVersion: spec.kubernetesVersion,
    labels: spec.labels ?? {},
    annotations: spec.annotations ?? {},
    gitops: spec.gitops ?? 'None',
    endpoint,
    clusterNetwork,
    loadBalancer: planLoadBalancer(
      cluster,
      endpoint,
      clusterNetwork.apiServerPort,
      controlPlane,
      planHealthCheck(cluster, controlPlane, readYaml),
    ),
    vsphere,
    datacenters: datacentersOf(vsphere.placement, standing),
    cloudProvider,
    ...(cloudProvider.type === 'Delivered'
      ? { cloudController: planCloudController(cluster, { ...standing, addressPools, clusterNetwork, endpoint }) }
      : {}),
    ...(addons === undefined ? {} : { addons }),
    kubeadm: planKubeadm(cluster, endpoint, cloudProvider),
    zones,
    ...(failureDomainSelector === undefined ? {} : { failureDomainSelector }),
    addressPools,
    controlPlane,
    workers,
  }
}

/** IPv6 hosts are written compressed, as everything else that prints an address. */
function planEndpoint({ endpoint }: ResolvedCluster): Endpoint {
  return { host: compressed(endpoint.host), port: endpoint.port }
}

function planVSphere(vsphere: ResolvedCluster['config']['spec']['vsphere']): VSphere {
  const { server, thumbprint, identityRef, datacenter, datastore, folder, resourcePool, storagePolicyName } = vsphere
  return {
    server,
    ...(thumbprint === undefined ? {} : { thumbprint }),
    ...(identityRef === undefined ? {} : { identityRef }),
    placement: {
      datacenter,
      ...(datastore === undefined ? {} : { datastore }),
      ...(folder === undefined ? {} : { folder }),
      ...(resourcePool === undefined ? {} : { resourcePool }),
      ...(storagePolicyName === undefined ? {} : { storagePolicyName }),
    },
  }
}

function planHealthCheck(
  { config: { spec } }: PlannableCluster,
  controlPlane: ControlPlane,
  readYaml: ReadYaml,
): HealthCheck {
  const nodes = controlPlane.type === 'Machines' ? controlPlane.nodes : []
  const versions = [spec.kubernetesVersion, ...nodes.map(node => node.kubernetesVersion)]
  return healthCheckOf([spec.kubeadm ?? {}, { patches: spec.patches }], versions, readYaml)
}
