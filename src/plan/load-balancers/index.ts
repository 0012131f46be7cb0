// Every kind of load balancer, one file a kind: each turns the endpoint and the control plane into data of the plan.

import { compressed, parseIp } from '../../addresses.ts'
import type { HAClusterSpec } from '../../config/schema/hacluster.ts'
import type { ControlPlane, ControlPlaneNode, Endpoint, LoadBalancer } from '../model.ts'
import type { Backend, Balancer } from './balancer.ts'
import { haproxyCfg } from './haproxy.ts'
import type { HealthCheck } from './health-check.ts'
import { nginxConf } from './nginx.ts'

/** The programs whose whole configuration file is generated: the name of that file and what prints it. */
export const BALANCERS = {
  Nginx: { fileName: 'nginx.conf', print: nginxConf },
  HAProxy: { fileName: 'haproxy.cfg', print: haproxyCfg },
} as const

export function planLoadBalancer(
  wanted: HAClusterSpec['loadBalancer'],
  { namespace, name }: { readonly namespace: string; readonly name: string },
  endpoint: Endpoint,
  apiServerPort: number,
  controlPlane: ControlPlane,
  healthCheck: HealthCheck,
): LoadBalancer {
  switch (wanted.type) {
    case 'External':
      return { type: 'External' }
    case 'KubeVIP':
      throw new Error('a check refuses KubeVIP before it is planned')
    case 'Nginx':
    case 'HAProxy': {
      const balancer: Balancer = {
        namespace,
        cluster: name,
        ...(wanted.bindAddress === undefined ? {} : { bindAddress: compressed(wanted.bindAddress) }),
        endpointHost: endpoint.host,
        port: endpoint.port,
        backends: controlPlane.nodes.flatMap(node => backendOf(node, endpoint, apiServerPort)),
        healthCheck,
      }
      const { fileName, print } = BALANCERS[wanted.type]
      return { type: wanted.type, balancer, configuration: { fileName, text: print([balancer]) } }
    }
  }
}

/** One backend a node: its address in the family of the endpoint where it has one, else its first. */
function backendOf(node: ControlPlaneNode, endpoint: Endpoint, port: number): readonly Backend[] {
  const addresses = (node.machine.devices[0]?.ipAddrs ?? []).map(address => address.slice(0, address.indexOf('/')))
  const family = parseIp(endpoint.host)?.family
  const address = addresses.find(text => parseIp(text)?.family === family) ?? addresses[0]
  return address === undefined ? [] : [{ name: node.name, address, port }]
}
