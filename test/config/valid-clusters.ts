// HAClusters that are valid, drawn over the edges of the rules: numbers, lengths, ranges and networks at both ends of what is
// allowed and between, and clusters put together from what stands in test/edges/.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseAllDocuments } from 'yaml'
import { formatIp, type Ip, lastOf, parseNetwork } from '../../src/addresses.ts'
import type { Json, JsonObject } from '../../src/manifest.ts'

const THUMBPRINT = 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01'

/** Either end, or anything between. */
function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(min), fc.constant(max), fc.integer({ min, max }))
}

function nameOf(longest: number): fc.Arbitrary<string> {
  return between(1, longest).map(length => 'a'.repeat(length))
}

/** Names of nodes have 63 characters at most, and end in `-controlplane-` and five random ones. */
const NAME = nameOf(44)

const VERSIONS = fc.constantFrom(
  ...[
    { capvVersion: 'v1.10.0', kubernetesVersion: 'v1.29.1' },
    { capvVersion: 'v1.13.1', kubernetesVersion: 'v1.32.4' },
    { capvVersion: 'v1.16.1', kubernetesVersion: 'v1.34.1' },
  ],
)

/** Nodes from either end of a network, its router at the other; a pool of workers has one address more than machines. */
const PLACED = fc
  .record({
    prefix: between(16, 28),
    nodes: fc.constantFrom(1, 3, 5, 7),
    isAtStart: fc.boolean(),
    type: fc.constantFrom('Machines', 'KubeadmControlPlane'),
  })
  .map(({ prefix, nodes, isAtStart, type }) => {
    const network = parseNetwork(`10.1.0.0/${prefix}`)
    if (network === undefined) throw new Error('no network')
    const [first, last] = [network.base.value + 1n, lastOf(network).value - 1n]
    const count = BigInt(type === 'Machines' ? nodes : nodes + 1)
    const [from, router] = isAtStart ? [first, last] : [last - count + 1n, first]
    const text = (value: bigint) => formatIp({ family: 4, value } satisfies Ip)
    const addresses = [`${text(from)}-${text(from + count - 1n)}/${prefix}`]
    return {
      gateway: text(router),
      controlPlane: type === 'Machines' ? { type, addresses } : { type, addresses, replicas: nodes },
    }
  })

const MACHINE = fc
  .record({
    cores: between(1, 16),
    sockets: between(2, 8),
    memory: fc.oneof(fc.constant(425), between(425, 2 ** 18)),
    diskGiB: between(10, 62 * 1024),
  })
  .map(({ cores, sockets, memory, diskGiB }) => ({
    ...{ template: 'ubuntu', numCPUs: cores * sockets, numCoresPerSocket: cores, memoryMiB: memory * 4, diskGiB },
  }))

const NETWORKS = fc.record({
  services: between(12, 28).map(prefix => [`10.96.0.0/${prefix}`]),
  pods: between(9, 20).map(prefix => [`100.0.0.0/${prefix}`]),
  apiServerPort: fc.oneof(fc.constantFrom(443, 8443, 65_535), between(6443, 8000)),
})

const LABELS = fc.record({ prefix: nameOf(253), name: nameOf(63), value: nameOf(63) })

const WORKERS = fc.record({
  replicas: between(0, 200),
  labels: LABELS.map(({ prefix, name, value }) => ({ [`${prefix.slice(0, 60)}.example.com/${name}`]: value })),
  taints: fc
    .subarray(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .map(effects => effects.map(effect => ({ key: 'a', effect }))),
  nodeDrainTimeoutSeconds: between(0, 2 ** 31 - 1),
})

/** One cluster of a sound kind whose values stand at the ends of what rules allow. */
export const CLUSTER_AT_EDGES: fc.Arbitrary<JsonObject> = fc
  .record({
    name: NAME,
    versions: VERSIONS,
    placed: PLACED,
    machine: MACHINE,
    clusterNetwork: NETWORKS,
    device: fc.record({ mtu: between(576, 9190), deviceName: nameOf(15) }),
    nameservers: between(1, 3).map(count => ['10.3.0.1', '10.3.0.2', '10.3.0.3'].slice(0, count)),
    worker: WORKERS,
  })
  .map(({ name, versions, placed, machine, clusterNetwork, device, nameservers, worker }) => ({
    apiVersion: 'capv-ha.dev/v1alpha1',
    kind: 'HACluster',
    metadata: { name },
    spec: {
      ...versions,
      clusterNetwork,
      controlPlaneEndpoint: '10.2.0.10:6443',
      loadBalancer: { type: 'External' },
      vsphere: { server: 'vcenter.example.test', thumbprint: THUMBPRINT, datacenter: 'lab' },
      cloudProvider: { type: 'Unmanaged' },
      machine,
      network: { name: 'management', gateway: placed.gateway, nameservers, ...device },
      controlPlane: placed.controlPlane,
      workers: [{ name: 'w', network: { name: 'workers', dhcp4: true }, ...worker }],
    },
  }))

const FOLDER = join(import.meta.dirname, '..', 'edges')

interface Edge {
  readonly file: string
  readonly cluster: JsonObject & { readonly spec: JsonObject }
}

/** Every cluster of every file in test/edges/ that stands alone there. */
export const EDGES: readonly Edge[] = readdirSync(FOLDER).flatMap(file => {
  const values: readonly unknown[] = parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map(each =>
    each.toJS(),
  )
  return values.filter(isCluster).map(cluster => ({ file, cluster }))
})

function isCluster(value: unknown): value is Edge['cluster'] {
  return typeof value === 'object' && value !== null && 'spec' in value && 'kind' in value && value.kind === 'HACluster'
}

/** Fields that can be taken from one cluster into another of the same versions, together with all that stands in them. */
const MOVABLE = ['node', 'labels', 'annotations', 'sshAuthorizedKeys', 'users', 'kubeadm', 'machine'] as const

/** A cluster at one edge with what another has at its own, where neither rule reads what is taken from beside it. */
export function splicedEdges(reads: ReadonlyMap<string, readonly string[]>): readonly JsonObject[] {
  const readsField = ({ file }: Edge, field: string) =>
    (reads.get(file.replace('.yaml', '')) ?? []).map(path => path.split(/[.[]/)[1] === field)
  return EDGES.flatMap(edge =>
    EDGES.filter(other => other.file !== edge.file && isOfSameVersions(edge, other)).flatMap(other =>
      MOVABLE.flatMap(name => {
        const moved = other.cluster.spec[name]
        const isFree = readsField(other, name).every(Boolean) && !readsField(edge, name).some(Boolean)
        return moved === undefined || !isFree || isIgnition(moved)
          ? []
          : [{ ...edge.cluster, spec: { ...edge.cluster.spec, [name]: moved } }]
      }),
    ),
  )
}

function isOfSameVersions({ cluster: { spec: a } }: Edge, { cluster: { spec: b } }: Edge): boolean {
  const ofNodes = [a, b].map(spec =>
    JSON.stringify(spec)
      .match(/"kubernetesVersion":"[^"]*"/g)
      ?.join(),
  )
  return a.capvVersion === b.capvVersion && new Set(ofNodes).size === 1
}

/** By ignition devices need names, whatever the rule of the edge is. */
function isIgnition(moved: Json): boolean {
  return JSON.stringify(moved).includes('"ignition"')
}
