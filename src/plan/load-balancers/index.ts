// Every kind of load balancer, one file a kind: each turns the endpoint and the control plane into data of the plan.

import { compressed, formatIp } from '../../addresses.ts'
import type { ResolvedCluster } from '../../config/resolve/resolved.ts'
import type { ControlPlane, Endpoint, LoadBalancer } from '../model.ts'
import { backendsOf } from './backends.ts'
import type { Balancer } from './balancer.ts'
import { haproxyCfg } from './haproxy.ts'
import type { HealthCheck } from './health-check.ts'
import { nginxConf } from './nginx.ts'

/** The programs whose whole configuration file is generated: the name of that file and what prints it. */
export const BALANCERS = {
  Nginx: { fileName: 'nginx.conf', print: nginxConf },
  HAProxy: { fileName: 'haproxy.cfg', print: haproxyCfg },
} as const

export function planLoadBalancer(
  cluster: ResolvedCluster,
  endpoint: Endpoint,
  apiServerPort: number,
  controlPlane: ControlPlane,
  healthCheck: HealthCheck,
): LoadBalancer {
  const wanted = cluster.config.spec.loadBalancer
  switch (wanted.type) {
    case 'External':
      return { type: 'External' }
    case 'KubeVIP':
      return { type: 'KubeVIP', addresses: cluster.virtualAddresses.map(({ ip }) => formatIp(ip)) }
    case 'Nginx':
    case 'HAProxy': {
      const balancer: Balancer = {
        namespace: cluster.namespace,
        cluster: cluster.name,
        ...(wanted.bindAddress === undefined ? {} : { bindAddress: compressed(wanted.bindAddress) }),
        endpointHost: endpoint.host,
        port: endpoint.port,
        backends: backendsOf(cluster, controlPlane, endpoint, apiServerPort),
        healthCheck,
      }
      const { fileName, print } = BALANCERS[wanted.type]
      return { type: wanted.type, balancer, configuration: { fileName, text: print([balancer]) } }
    }
  }
}
