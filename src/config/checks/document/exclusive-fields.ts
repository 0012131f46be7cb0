// Fields of which exactly one, or at most one, may be set; and lists whose entries must differ in their key.

import type { Path, Problem } from '../../../problems/problem.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { NetworkConfig, NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'exclusive-fields': {
    severity: 'error',
    meaning: 'Two fields are set of which only one may be.',
    cure: 'remove one of the two',
    reads: [
      'spec.sshAuthorizedKeys',
      'spec.users',
      'spec.kubeadm.etcd',
      'spec.kubeadm.apiServerExtraArgs',
      'spec.kubeadm.auditPolicy',
      'spec.kubeadm.encryption',
      'spec.kubeadm.authentication',
      'spec.kubeadm.authorization',
      'spec.kubeadm.admission',
      'spec.node.kubeletConfiguration',
      'spec.node.kubeletExtraArgs',
      'spec.node.files',
      'spec.node.trustedCAs',
      'spec.node.registryMirrors',
    ],
    source:
      'Cluster API bootstrap/kubeadm/api/v1beta1/kubeadmconfig_types.go, v1.10; kubernetes pkg/kubeapiserver/options, v1.30 - v1.36 (flags)',
  },
  'missing-choice': {
    severity: 'error',
    meaning: 'None of several fields is set of which one must be.',
    cure: 'write one of them',
    reads: ['spec.node.files', 'spec.node.trustedCAs'],
    source: 'Cluster API bootstrap/kubeadm/api/v1beta1/kubeadmconfig_types.go, v1.10',
  },
  'duplicate-name': {
    severity: 'error',
    meaning: 'Two entries of a list have the same name, path or registry.',
    cure: 'rename or remove one of the two',
    reads: [
      'spec.users[].name',
      'spec.kubeadm.apiServerExtraVolumes[].name',
      'spec.kubeadm.controllerManagerExtraVolumes[].name',
      'spec.kubeadm.schedulerExtraVolumes[].name',
      'spec.failureDomains[].name',
      'spec.node.files[].path',
      'spec.node.trustedCAs[].name',
      'spec.node.registryMirrors[].registry',
      'spec.machine.dataDisks[].name',
      'spec.network.deviceName',
      'spec.network.extraDevices',
      'spec.controlPlane.addresses',
    ],
    source:
      'Cluster API bootstrap/kubeadm/api/v1beta1/kubeadmconfig_types.go, v1.10 (paths); CAPV apis/v1beta1/types.go, v1.13 (list map keys)',
  },
} as const satisfies Rules

/** Returns `exclusive-fields`, `missing-choice` and `duplicate-name`. */
export function checkExclusiveFields(cluster: ResolvedCluster): readonly Problem[] {
  const { spec } = cluster.config
  const etcd = ['spec', 'kubeadm', 'etcd']
  return [
    ...atMostOne(spec, ['sshAuthorizedKeys', 'users'], ['spec']),
    ...atMostOne(spec.kubeadm?.etcd ?? {}, ['local', 'external'], etcd),
    ...volumeLists(spec.kubeadm).flatMap(([name, list]) => unique(list, 'name', ['spec', 'kubeadm', name])),
    ...unique(spec.users ?? [], 'name', ['spec', 'users']),
    ...unique(spec.failureDomains ?? [], 'name', ['spec', 'failureDomains']),
    ...layersOf(cluster).flatMap(({ node, path }) => (node ? nodeProblems(node, [...path, 'node']) : [])),
    ...layersOf(cluster).flatMap(({ network, path }) => (network ? poolProblems(network, [...path, 'network']) : [])),
  ]
}

/** kubeadm keeps one of two volumes of a name, without a word. */
function volumeLists(kubeadm: ResolvedCluster['config']['spec']['kubeadm'] = {}) {
  return [
    ['apiServerExtraVolumes', kubeadm.apiServerExtraVolumes ?? []],
    ['controllerManagerExtraVolumes', kubeadm.controllerManagerExtraVolumes ?? []],
    ['schedulerExtraVolumes', kubeadm.schedulerExtraVolumes ?? []],
  ] as const
}

/** One pool for each address family: the same one twice is none of a second family. */
function poolProblems({ addressesFromPools, extraDevices }: NetworkConfig, path: Path): readonly Problem[] {
  return [
    ...samePools(addressesFromPools, [...path, 'addressesFromPools']),
    ...(extraDevices ?? []).flatMap((device, i) =>
      samePools(device.addressesFromPools, [...path, 'extraDevices', i, 'addressesFromPools']),
    ),
  ]
}

function samePools(pools: NetworkConfig['addressesFromPools'], path: Path): readonly Problem[] {
  const kinds = new Set((pools ?? []).map(({ apiGroup, kind }) => `${apiGroup} ${kind}`))
  return kinds.size === 1 ? unique(pools ?? [], 'name', path) : []
}

function nodeProblems(node: NodeConfig, path: Path): readonly Problem[] {
  const files = node.files ?? []
  const authorities = node.trustedCAs ?? []
  const partitions = node.diskSetup?.partitions ?? []
  const ofDisks = [...path, 'diskSetup', 'partitions']
  return [
    ...unique(files, 'path', [...path, 'files']),
    ...files.flatMap((file, i) => exactlyOne(file, ['content', 'contentFrom'], [...path, 'files', i])),
    ...unique(authorities, 'name', [...path, 'trustedCAs']),
    ...authorities.flatMap((authority, i) => exactlyOne(authority, ['pem', 'secret'], [...path, 'trustedCAs', i])),
    ...unique(partitions, 'device', ofDisks),
    ...partitions.flatMap((partition, i) => exactlyOne(partition, ['layout', 'diskLayout'], [...ofDisks, i])),
    ...unique(node.registryMirrors ?? [], 'registry', [...path, 'registryMirrors']),
    ...(node.registryMirrors ?? []).flatMap(({ endpoints }, i) =>
      endpoints.flatMap((endpoint, k) =>
        atMostOne(endpoint, ['ca', 'caSecret'], [...path, 'registryMirrors', i, 'endpoints', k]),
      ),
    ),
  ]
}

function exactlyOne<T extends object>(value: T, names: readonly (keyof T & string)[], path: Path): readonly Problem[] {
  if (names.some(name => value[name] !== undefined)) return atMostOne(value, names, path)
  const choices = names.map(name => `\`${name}\``).join(' or ')
  const message = `${field(path)} must have ${choices}`
  return [{ code: 'missing-choice', severity: 'error', path, message, fix: `write one of them` }]
}

function atMostOne<T extends object>(value: T, names: readonly (keyof T & string)[], path: Path): readonly Problem[] {
  const [first, second] = names.filter(name => value[name] !== undefined)
  if (first === undefined || second === undefined) return []
  const own = [...path, second]
  const message = `${field(own)} must not be set together with \`${first}\``
  return [
    {
      code: 'exclusive-fields',
      severity: 'error',
      path: own,
      message,
      why: `${field([...path, first])} is set`,
      fix: 'remove one of the two',
    },
  ]
}

function unique<K extends string>(
  list: readonly Readonly<Record<K, string>>[],
  key: K,
  path: Path,
): readonly Problem[] {
  const seen = new Map<string, number>()
  return list.flatMap((entry, i) => {
    const earlier = seen.get(entry[key])
    if (earlier === undefined) seen.set(entry[key], i)
    if (earlier === undefined) return []
    const own = [...path, i, key]
    const message = `${field(own)} must not be ${quoted(entry[key])} a second time`
    const why = `${field([...path, earlier, key])} is the same`
    return [
      {
        code: 'duplicate-name',
        severity: 'error',
        path: own,
        message,
        why,
        fix: 'remove one of the two, or rename it',
      },
    ]
  })
}
