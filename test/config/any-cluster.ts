// HAClusters drawn from the schema: a small good cluster of some release, and on it any fields with any values that the
// schema takes. What is drawn is well-formed; whether it is valid is for the checks to say.

import fc from 'fast-check'
import { asObject, type Field, listFields, variantsOf } from '../../src/config/schema/field-list.ts'
import type { Json, JsonObject } from '../../src/manifest.ts'

type Tree = { [key: string]: Json }

const fields = listFields()

const children = new Map<string, Field[]>()
for (const field of fields) {
  const parent = field.path.slice(0, -1).join('.')
  children.set(parent, [...(children.get(parent) ?? []), field])
}

/** Fields that hold values, not further fields. */
export const LEAVES: readonly Field[] = fields.filter(
  ({ path }) => !fields.some(other => other.path.length > path.length && path.every((key, i) => other.path[i] === key)),
)

/** A cluster with a value in each of these leaves; where two exclude each other, the later one wins. */
export function clusterWith(leaves: readonly Field[]): fc.Arbitrary<JsonObject> {
  const values = leaves.map(leaf => fc.tuple(valueFor(leaf), neighboursOf(leaf)))
  return fc.tuple(base, fc.tuple(...values)).map(([cluster, drawn]) => {
    const tree = copy(cluster)
    for (const [i, [value, neighbours]] of drawn.entries()) set(tree, leaves[i], value, neighbours)
    return tree
  })
}

/** The paths of all leaves that a cluster has, as `listFields` writes them. */
export function leavesOf(value: Json, path: readonly string[] = []): readonly string[] {
  const name = path.join('.')
  const inside = Array.isArray(value)
    ? value.flatMap(item => leavesOf(item, [...path, '[]']))
    : isTree(value)
      ? Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]))
      : []
  return [name, ...inside]
}

const RELEASES = [
  ['v0.5.4', '1.16.3'],
  ['v0.7.12', 'v1.20.1'],
  ['v0.8.2', 'v1.21.14'],
  ['v1.5', 'v1.25.6'],
  ['v1.13.1', 'v1.32.4'],
  ['v1.15.3', 'v1.34.1'],
  ['v1.16.1', 'v1.34.1'],
  ['v1.17', 'v1.35.0'],
] as const

const FIXED: Tree = { type: 'Machines', addresses: ['10.0.0.11-13/24'] }

const POOL: Tree = { type: 'KubeadmControlPlane', addresses: ['10.0.0.11-16/24'] }

const ZONE: Tree = {
  name: 'zone-a',
  region: { name: 'dc1', type: 'Datacenter', tagCategory: 'region' },
  zone: { name: 'a', type: 'ComputeCluster', tagCategory: 'zone' },
  ...{ datacenter: 'lab', computeCluster: 'a' },
}

/** Control planes as a release can have them: one that is too old for a sort has the one before it. */
const SOURCES = ['static', 'static', 'dhcp', 'controlled', 'pool', 'zone'] as const

function controlPlaneOf(source: (typeof SOURCES)[number], replicas: number): Tree {
  if (source === 'static') return FIXED
  return source === 'pool' || source === 'zone'
    ? POOL
    : { type: source === 'dhcp' ? 'Machines' : 'KubeadmControlPlane', replicas }
}

const base = fc
  .tuple(fc.constantFrom(...RELEASES), fc.constantFrom(...SOURCES), fc.constantFrom(1, 3))
  .map(([[capvVersion, kubernetesVersion], wanted, replicas]) => {
    const known = /^v0\.5/.test(capvVersion) ? 3 : /^v(0|1\.5)/.test(capvVersion) ? 4 : SOURCES.length
    return { capvVersion, kubernetesVersion, replicas, source: SOURCES.indexOf(wanted) < known ? wanted : 'dhcp' }
  })
  .map(({ capvVersion, kubernetesVersion, replicas, source }) => ({
    apiVersion: 'capv-ha.dev/v1alpha1',
    kind: 'HACluster',
    metadata: { name: 'any' },
    spec: {
      capvVersion,
      kubernetesVersion,
      controlPlaneEndpoint: '10.0.0.10:6443',
      loadBalancer: { type: 'External' },
      vsphere: { server: 'vcenter.example.test', datacenter: 'lab' },
      cloudProvider: { type: 'Unmanaged' },
      machine: { template: 'ubuntu', memoryMiB: 4096, diskGiB: 40 },
      ...(source === 'zone' ? { failureDomains: [ZONE] } : {}),
      network:
        source === 'dhcp' || source === 'controlled'
          ? { name: 'management', dhcp4: true }
          : { name: 'management', gateway: '10.0.0.1' },
      controlPlane: controlPlaneOf(source, replicas),
      workers: [{ name: 'w', network: { name: 'workers', dhcp4: true } }],
    },
  }))

/** Values of the fields that must stand beside a leaf wherever its object is made anew. */
function neighboursOf(leaf: Field): fc.Arbitrary<ReadonlyMap<string, Json>> {
  // The root and `spec` are never made anew.
  const parents = leaf.path.map((_, i) => leaf.path.slice(0, i)).slice(2)
  const required = parents.flatMap(childrenOf).filter(field => field.required)
  const names = required.map(({ path }) => path.join('.'))
  return fc.tuple(...required.map(valueFor)).map(values => new Map(values.map((value, i) => [names[i] ?? '', value])))
}

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBkTCCATegAwIBAgIUWKLrjGIzdPnsIiFOK9G5lGjLIRswCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcyMDQ5MzBaGA8yMTI2MTEw
MzIwNDkzMFowFTETMBEGA1UEAwwKRXhhbXBsZSBDQTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABIlhbWBKUf0ii09qwux2ZLrd8PVpIg0O01tDlJqaUjG2G7wpr0yE
bO/mXvsITtRKjxH3N+08kyJycJF6wZQ1NJSjYzBhMB0GA1UdDgQWBBQL0CZy0wrN
P0apsRo5zbytOnOONDAfBgNVHSMEGDAWgBQL0CZy0wrNP0apsRo5zbytOnOONDAP
BgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwICBDAKBggqhkjOPQQDAgNIADBF
AiEA+qlsJZozfkVBC/maFkLvPmja6dysJbY0gk4OuH7h1SQCIERNILxh7AAknH63
Tb+NnD2rfj7Ww+NG4nvFYD2P/Ynn
-----END CERTIFICATE-----
`

/** What makes a new object sensible, unless the leaf is of the other choice. */
const COMPANY: readonly (readonly [RegExp, RegExp, Tree])[] = [
  [/\.files\.\[\]$/, /content/, { content: 'text' }],
  [/\.failureDomains\.\[\]$/, /existing/, ZONE],
  [/\.extraDevices\.\[\]$/, /^$/, { name: 'storage' }],
  [/\.extraDevices\.\[\]$/, /\.addresses|skipIPAllocation/, { dhcp4: true }],
  [/\.pciDevices\.\[\]$/, /vGPUProfile/, { deviceId: 7864, vendorId: 4318 }],
  [/\.patches\.\[\]$/, /\.patch$/, { patch: 'metadata: {annotations: {a: b}}' }],
  [/\.nodes\.\[\]$/, /^$/, { index: 0 }],
  [/\.partitions\.\[\]$/, /ayout$|diskLayout/, { layout: true }],
  [/\.trustedCAs\.\[\]$/, /\.(pem|secret)/, { pem: CERTIFICATE }],
  [/\.proxy$/, /\.https?Proxy$/, { httpProxy: 'http://proxy.example.test:3128' }],
]

/** What a leaf means nothing without. */
const BESIDE: readonly (readonly [RegExp, Tree])[] = [
  [/\.snapshot$/, { cloneMode: 'linkedClone' }],
  [/controlPlane.*\.network\.name$/, { gateway: '10.0.0.1' }],
  [/\.guestSoftPowerOffTimeoutSeconds$/, { powerOffMode: 'trySoft' }],
]

function set(tree: Tree, leaf: Field | undefined, value: Json, neighbours: ReadonlyMap<string, Json>): void {
  if (leaf === undefined) return
  let parent = tree
  for (const [i, key] of leaf.path.slice(0, -1).entries()) {
    if (key === '[]') continue
    const path = leaf.path.slice(0, i + 1)
    const isList = leaf.path[i + 1] === '[]'
    const old = parent[key]
    const [first] = Array.isArray(old) ? old : []
    const found = isList ? first : old
    const child = isTree(found) ? found : fresh(isList ? [...path, '[]'] : path, leaf, neighbours)
    parent[key] = isList ? [child, ...(Array.isArray(old) ? old.slice(1) : [])] : child
    setType(child, [...path, ...(isList ? ['[]'] : [])], leaf)
    parent = child
  }
  const name = leaf.path.join('.')
  for (const [pattern, company] of BESIDE) if (pattern.test(name)) Object.assign(parent, company)
  parent[leaf.path.at(-1) ?? ''] = value
}

function fresh(path: readonly string[], leaf: Field, neighbours: ReadonlyMap<string, Json>): Tree {
  const prefix = `${path.join('.')}.`
  const company = COMPANY.filter(([of, unless]) => of.test(path.join('.')) && !unless.test(leaf.path.join('.')))
  const own = [...neighbours].filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes('.'))
  const required = Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]))
  return Object.assign({}, required, ...company.map(([, , tree]) => tree))
}

/** Of an object whose `type` decides its fields: one that has the leaf, or the field on the way to it. */
function setType(object: Tree, path: readonly string[], leaf: Field): void {
  const next = leaf.path.slice(0, path.length + 1).join('.')
  const types = fields.find(field => field.path.join('.') === next)?.types ?? []
  const [type] = types
  if (type !== undefined && !types.some(each => each === object.type)) object.type = type
}

const ADDRESS = fc.constantFrom('10.0.0.1', '10.0.0.53', '2001:db8::1', '2001:0DB8:0:0:0:0:0:35', '0.0.0.0')
const RANGE = fc.constantFrom('10.0.0.21-26/24', '10.0.0.31/24', '2001:db8::31-33/64', '10.0.0.41-10.0.0.43/24')
const NETWORK = fc.constantFrom('10.100.0.0/16', '172.20.0.0/16', 'fd00:10:1::/112', '192.168.0.0/16')
/** Texts of the API server's own kinds and of kubeadm's patches: as they should be, and not. */
const TEXTS = {
  policy: [
    '{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [{level: Metadata}]}',
    'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - {level: None, users: [a], verb: [get]}\n',
  ],
  authentication: [
    '{apiVersion: apiserver.config.k8s.io/v1beta1, kind: AuthenticationConfiguration, jwt: []}',
    '{apiVersion: apiserver.config.k8s.io/v1, kind: AuthenticationConfiguration, anonymous: {enabled: false}}',
  ],
  authorization: [
    '{apiVersion: apiserver.config.k8s.io/v1beta1, kind: AuthorizationConfiguration, authorizers: [{type: RBAC, name: rbac}]}',
    'authorizers: [{type: Node}]',
  ],
  admission: [
    '{apiVersion: apiserver.config.k8s.io/v1, kind: AdmissionConfiguration, plugins: [{name: PodSecurity}]}',
    '{',
  ],
  patch: ['spec: {priority: 1}', '[{op: add, path: /spec/priority, value: 1}]', 'kind: Pod', '"'],
} as const
const FLAG = fc.constantFrom('v', 'feature-gates', 'bind-address', 'profiling')
// Upper bounds keep most values in a range that makes sense; the schema decides the rest.
const NAMED: readonly (readonly [RegExp, fc.Arbitrary<Json>])[] = [
  [/\.failureDomains\.\[\]\.name$/, fc.constant('zone-a')],
  [/\.failureDomain$/, fc.constant('zone-a')],
  [/controlPlane\.failureDomains$/, fc.constant(['zone-a'])],
  [/machineNaming\.template$/, fc.constantFrom('{{ .cluster.name }}-{{ .random }}', '{{ .random }}', 'a')],
  [/^apiVersion$/, fc.constant('capv-ha.dev/v1alpha1')],
  [/^kind$/, fc.constant('HACluster')],
  [/spec\.capvVersion$/, fc.constantFrom(...RELEASES.map(([release]) => release))],
  [/spec\.capiVersion$/, fc.constantFrom('v0.3.14', 'v1.10.0', 'v1.11', 'v1.13')],
  [/ubernetesVersion$/, fc.constantFrom('1.16.3', 'v1.20.1', 'v1.32.4', 'v1.34.1')],
  [/\.acknowledge$/, fc.subarray<string>(['no-thumbprint', 'cluster-ca-owned-by-node', 'gateway-ignored'])],
  [/loadBalancer\.addresses$/, fc.constant(['10.0.0.10'])],
  [/\.addresses$/, fc.array(RANGE, { minLength: 1, maxLength: 2 })],
  [/\.(gateway|gateway6|bindAddress|via)$/, ADDRESS],
  [/\.nameservers$/, fc.array(ADDRESS, { maxLength: 2 })],
  [/\.(pods|services)$/, fc.array(NETWORK, { minLength: 1, maxLength: 2 })],
  [/\.to$/, NETWORK],
  [/\.index$/, fc.nat(2)],
  [/Args$/, fc.dictionary(FLAG, fc.string())],
  [/controlPlane\.replicas$/, fc.constantFrom(1, 3, 5)],
  [/\.(pem|ca)$/, fc.constant(CERTIFICATE)],
  [/https?Proxy$/, fc.constantFrom('http://proxy.example.test:3128', 'https://[fd00::3]/')],
  [/\.noProxy$/, fc.array(fc.constantFrom('*', '.example.test', '10.0.0.0/8', 'fd00::/8', 'a:80'), { maxLength: 2 })],
  [/\.ntpServers$/, fc.array(fc.constantFrom('10.0.0.5', 'ntp.example.test', '2001:db8::5'), { maxLength: 2 })],
  [/\.registry$/, fc.constantFrom('docker.io', '_default', 'registry.example.test:5000')],
  [/\.endpoints\.\[\]\.url$/, fc.constantFrom('https://mirror.example.test', 'http://[fd00::5]:5000/v2/hub')],
  [/\.(partitions|filesystems)\.\[\]\.device$/, fc.constantFrom('/dev/sdb', '/dev/sdb1', '/dev/nvme0n1')],
  [/\.filesystems\.\[\]\.(filesystem|replaceFS)$/, fc.constantFrom('ext4', 'xfs')],
  [/\.filesystems\.\[\]\.(label|partition)$/, fc.constantFrom('auto', '1', 'data')],
  [/\.extraOpts$/, fc.constantFrom(['-E', 'nodiscard'], ['-F'])],
  [
    /\.mounts$/,
    fc.constantFrom([['LABEL=data', '/srv']], [['/dev/sdb1', '/var/lib/containerd', 'ext4', 'defaults', '0', '2']]),
  ],
  [/permissions$/, fc.constantFrom('0644', '600')],
  [/region\.type$/, fc.constantFrom('Datacenter', 'ComputeCluster')],
  [/auditPolicy\.policy$/, fc.constantFrom(...TEXTS.policy)],
  [/auditPolicy\.logPath$/, fc.constantFrom('-', '/var/log/audit/kube.log', '/etc/kubernetes/pki/audit.log')],
  [/authentication\.config$/, fc.constantFrom(...TEXTS.authentication)],
  [/authorization\.config$/, fc.constantFrom(...TEXTS.authorization)],
  [/admission\.config$/, fc.constantFrom(...TEXTS.admission)],
  [/kubeadm\.patches\.\[\]\.patch$/, fc.constantFrom(...TEXTS.patch)],
  [/skipPhases$/, fc.subarray(['addon/kube-proxy', 'preflight', 'wait-control-plane', 'etcd-join', 'x'])],
  [
    /featureGates$/,
    fc.dictionary(fc.constantFrom('NodeLocalCRISocket', 'EtcdLearnerMode', 'RootlessControlPlane'), fc.boolean()),
  ],
  [/ignorePreflightErrors$/, fc.subarray(['NumCPU', 'Mem', 'all'])],
  [/kubeletConfiguration$/, fc.constantFrom({ maxPods: 250 }, { clusterDNS: ['10.0.0.53'], maxPods: null }, {})],
  [/external\.endpoints$/, fc.constantFrom(['https://10.0.0.61:2379'], ['http://10.0.0.61:2379'])],
  [/(Days|Seconds)$/, fc.integer({ min: 1, max: 900 })],
  [
    /\.patch$/,
    fc.constantFrom('metadata: {labels: {a: b}}', '[{op: add, path: /metadata/annotations/a, value: b}]', 'a', '{'),
  ],
  [/target\.kind$/, fc.constantFrom('Cluster', 'Machine', 'VSphereMachineTemplate')],
  [/target\.group$/, fc.constantFrom('cluster.x-k8s.io', 'infrastructure.cluster.x-k8s.io')],
  [/target\.version$/, fc.constantFrom('v1beta2', 'v1beta1', 'v1alpha2')],
  [/target\.namespace$/, fc.constantFrom('default', 'd.*')],
  [/target\.labelSelector$/, fc.constantFrom('cluster.x-k8s.io/cluster-name=any', 'a in (b)')],
  [/target\.annotationSelector$/, fc.constantFrom('capv-ha.dev/owner', '!a')],
  [/target\.name$/, fc.constantFrom('any', 'any-.*', 'any-w')],
]

const arbitraries = new Map<string, fc.Arbitrary<Json>>()

function valueFor(field: Field): fc.Arbitrary<Json> {
  const name = field.path.join('.')
  const arbitrary = arbitraries.get(name) ?? makeValueFor(field, name)
  arbitraries.set(name, arbitrary)
  return arbitrary
}

function makeValueFor({ path, schema }: Field, name: string): fc.Arbitrary<Json> {
  const named = NAMED.find(([pattern]) => pattern.test(name))?.[1]
  if (named !== undefined) return named
  const object = childrenOf(path)
  if (object.length > 0) return requiredOf(object)
  const item = childrenOf([...path, '[]'])
  return item.length > 0 ? requiredOf(item).map(value => [value]) : valueLike(schema)
}

function childrenOf(path: readonly string[]): readonly Field[] {
  return children.get(path.join('.')) ?? []
}

function requiredOf(children: readonly Field[]): fc.Arbitrary<Json> {
  const required = children.filter(field => field.required)
  return fc.record(Object.fromEntries(required.map(field => [field.path.at(-1) ?? '', valueFor(field)])))
}

function valueLike(schema: JsonObject): fc.Arbitrary<Json> {
  const variants = variantsOf(schema)
  if (variants.length > 0) return fc.oneof(...variants.map(valueLike))
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  const type = Array.isArray(schema.type) ? schema.type.find(each => each !== 'null') : schema.type
  switch (type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return whole(schema)
    case 'array':
      return fc.array(valueLike(asObject(schema.items) ?? {}), { minLength: 1, maxLength: 3 })
    case 'object':
      return mapOf(schema)
    default:
      return textOf(schema)
  }
}

function whole({ minimum, maximum }: JsonObject): fc.Arbitrary<Json> {
  const min = typeof minimum === 'number' ? minimum : 0
  return fc.integer({ min, max: typeof maximum === 'number' ? maximum : min + 5000 })
}

function mapOf({ propertyNames, additionalProperties }: JsonObject): fc.Arbitrary<Json> {
  const keys = textOf(asObject(propertyNames) ?? {})
  const values = valueLike(asObject(additionalProperties) ?? {})
  return fc.dictionary(keys, values, { minKeys: 1, maxKeys: 3 })
}

const WORD = fc.constantFrom(
  'a',
  'lab',
  'yes',
  '0x1',
  '12:34:56',
  "it's: #1",
  '{{ local_hostname }}',
  ' ä\n',
  '*/Resources',
)

function textOf({ pattern, minLength }: JsonObject): fc.Arbitrary<string> {
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern)).filter(text => text.length <= 253)
  return fc.oneof(WORD, fc.string({ minLength: typeof minLength === 'number' ? minLength : 0 }))
}

function isTree(value: Json | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function copy(value: JsonObject): Tree {
  return JSON.parse(JSON.stringify(value))
}
