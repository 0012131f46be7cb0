// Hostile and careless input by the page: each maker fills one part of an HACluster, or of what stands beside it, with as
// many entries or characters as asked for. What each costs is held by bounds.test.ts and shown by `npm run bench -- bounds`.

import { readFileSync } from 'node:fs'

const EXAMPLE = new URL('../../examples/machines-v1.16/cluster.yaml', import.meta.url)

/** A sound HACluster that causes no warning. */
export const SOUND = readFileSync(EXAMPLE, 'utf8')

export interface HostileInput {
  readonly name: string
  /** Characters that one unit of `count` makes, about. */
  readonly unit: number
  readonly make: (count: number) => string
}

function rows(count: number, row: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => row(index)).join('')
}

/** The cluster with lines below `spec`. */
function spec(lines: string): string {
  return `${SOUND}${lines}`
}

/** The cluster with another value in the place of a text. */
function instead(from: string, to: string): string {
  if (!SOUND.includes(from)) throw new Error(`the example must hold ${from}`)
  return SOUND.replace(from, () => to)
}

function ip(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`
}

const CP = 'addresses: [192.168.10.31-33/24]'
const WORKERS =
  '  workers:\n    - name: general\n      replicas: 3\n      machine: {memoryMiB: 16384}\n      network: {name: workers, dhcp4: true}\n'
const KEYS = 'sshAuthorizedKeys: ["The public side of an SSH key pair."]'

/** A text of this length, which begins with `head` and repeats `pattern`. */
function long(count: number, pattern: string, head = ''): string {
  return head + pattern.repeat(Math.ceil(count / pattern.length)).slice(0, count)
}

const file = (content: string) => spec(`  node:\n    files:\n    - path: /etc/x\n      content: ${content}\n`)
const block = (text: string) =>
  `|\n${text
    .split('\n')
    .map(line => `        ${line}`)
    .join('\n')}`

const MANY: readonly HostileInput[] = [
  { name: 'unknown fields', unit: 20, make: n => spec(rows(n, i => `  zzz-unknown-${i}: 1\n`)) },
  { name: 'unknown fields near known', unit: 20, make: n => spec(rows(n, i => `  machin${i}: 1\n`)) },
  { name: 'unknown fields at the top', unit: 16, make: n => SOUND + rows(n, i => `zzz-${i}: 1\n`) },
  {
    name: 'unknown fields of a machine',
    unit: 20,
    make: n =>
      instead(
        'machine: {memoryMiB: 16384}',
        `machine:\n        memoryMiB: 16384\n${rows(n, i => `        zzz-${i}: 1\n`)}`,
      ),
  },
  { name: 'unknown fields in flow', unit: 14, make: n => spec(`  zzz: {${rows(n, i => `zzz-${i}: 1, `)}}\n`) },
  { name: 'values of another type', unit: 30, make: n => spec(`  labels:\n${rows(n, i => `    zzz-${i}: [1]\n`)}`) },
  { name: 'unprintable values', unit: 30, make: n => spec(`  labels:\n${rows(n, i => `    zzz-${i}: "\\u0007"\n`)}`) },
  { name: 'secrets', unit: 30, make: n => spec(`  zzz:\n${rows(n, i => `  - {password: ab${i}cd}\n`)}`) },
  { name: 'twin keys', unit: 10, make: n => spec(rows(n, () => '  zzz: 1\n')) },
  { name: 'ambiguous numbers', unit: 10, make: n => spec(`  zzz:\n${rows(n, () => '  - 0_1\n')}`) },
  { name: 'labels', unit: 20, make: n => spec(`  labels:\n${rows(n, i => `    zzz-${i}: x\n`)}`) },
  { name: 'bad labels', unit: 20, make: n => spec(`  labels:\n${rows(n, i => `    zzz-${i}: x y\n`)}`) },
  { name: 'annotations', unit: 20, make: n => spec(`  annotations:\n${rows(n, i => `    zzz-${i}: x\n`)}`) },
  { name: 'addresses', unit: 20, make: n => instead(CP, `addresses:\n${rows(n, i => `    - ${ip(i)}/8\n`)}`) },
  { name: 'same addresses', unit: 20, make: n => instead(CP, `addresses:\n${rows(n, () => `    - ${ip(1)}/8\n`)}`) },
  {
    name: 'address ranges',
    unit: 30,
    make: n => instead(CP, `addresses:\n${rows(n, i => `    - ${ip(2 * i)}-${ip(2 * i + 1)}/8\n`)}`),
  },
  {
    name: 'worker addresses',
    unit: 20,
    make: n =>
      instead(
        'network: {name: workers, dhcp4: true}',
        `addresses:\n${rows(n, i => `      - ${ip(i)}/8\n`)}      network: {name: workers, gateway: 10.255.255.1}`,
      ),
  },
  {
    name: 'worker address ranges',
    unit: 30,
    make: n =>
      instead(
        'network: {name: workers, dhcp4: true}',
        `addresses:\n${rows(n, i => `      - ${ip(20 * i)}-${ip(20 * i + 9)}/8\n`)}      network: {name: workers, gateway: 10.255.255.1}`,
      ),
  },
  {
    name: 'same worker ranges',
    unit: 30,
    make: n =>
      instead(
        'network: {name: workers, dhcp4: true}',
        `addresses:\n${rows(n, () => `      - ${ip(20)}-${ip(20 + 9)}/8\n`)}      network: {name: workers, gateway: 10.255.255.1}`,
      ),
  },
  {
    name: 'IPv6 addresses',
    unit: 20,
    make: n =>
      instead(
        'network: {name: workers, dhcp4: true}',
        `addresses:\n${rows(n, i => `      - fd00::${(i + 2).toString(16)}/64\n`)}      network: {name: workers, gateway6: "fd00::1"}`,
      ),
  },
  {
    name: 'null slots',
    unit: 7,
    make: n => instead(CP, `addresses:\n    - 192.168.10.31-33/24\n${rows(n, () => '    - null\n')}`),
  },
  {
    name: 'broken addresses',
    unit: 20,
    make: n => instead(CP, `addresses:\n${rows(n, i => `    - 10.0.0.999-${i}/8\n`)}`),
  },
  {
    name: 'pools',
    unit: 60,
    make: n =>
      instead(
        WORKERS,
        `  workers:\n${rows(n, i => `    - name: p${i}\n      replicas: 3\n      network: {name: workers, dhcp4: true}\n`)}`,
      ),
  },
  {
    name: 'pools with addresses',
    unit: 90,
    make: n =>
      instead(
        WORKERS,
        `  workers:\n${rows(n, i => `    - {name: p${i}, replicas: 1, addresses: [${ip(10 * i + 4)}-${ip(10 * i + 5)}/8], network: {name: w, gateway: 10.0.0.1}}\n`)}`,
      ),
  },
  {
    name: 'pools with one address',
    unit: 90,
    make: n =>
      instead(
        WORKERS,
        `  workers:\n${rows(n, i => `    - {name: p${i}, replicas: 1, addresses: [${ip(4)}-${ip(5)}/8], network: {name: w, gateway: 10.0.0.1}}\n`)}`,
      ),
  },
  {
    name: 'pools of one name',
    unit: 60,
    make: n =>
      instead(
        WORKERS,
        `  workers:\n${rows(n, () => `    - name: p\n      replicas: 3\n      network: {name: workers, dhcp4: true}\n`)}`,
      ),
  },
  {
    name: 'pools with faults',
    unit: 60,
    make: n =>
      instead(
        WORKERS,
        `  workers:\n${rows(n, i => `    - name: p${i}\n      replicas: x\n      network: {name: workers, dhcp4: true}\n`)}`,
      ),
  },
  {
    name: 'pools with an unknown field',
    unit: 60,
    make: n => instead(WORKERS, `  workers:\n${rows(n, i => `    - {name: p${i}, replicas: 3, machin: {}}\n`)}`),
  },
  {
    name: 'pools without a name',
    unit: 20,
    make: n => instead(WORKERS, `  workers:\n${rows(n, () => '    - {replicas: 3}\n')}`),
  },
  {
    name: 'unknown fields of a file',
    unit: 20,
    make: n => spec(`  node:\n    files:\n    - path: /etc/x\n${rows(n, i => `      zzz-${i}: 1\n`)}`),
  },
  { name: 'nodes', unit: 30, make: n => instead(CP, `${CP}\n    nodes:\n${rows(n, i => `    - {index: ${i}}\n`)}`) },
  {
    name: 'nodes of one index',
    unit: 30,
    make: n => instead(CP, `${CP}\n    nodes:\n${rows(n, () => `    - {index: 1}\n`)}`),
  },
  {
    name: 'extra devices',
    unit: 30,
    make: n =>
      instead(
        'name: management\n',
        `name: management\n    extraDevices:\n${rows(n, i => `    - {name: net${i}, dhcp4: true}\n`)}`,
      ),
  },
  {
    name: 'routes',
    unit: 50,
    make: n =>
      instead(
        'name: management\n',
        `name: management\n    routes:\n${rows(n, i => `    - {to: ${ip(i)}/32, via: 192.168.10.2, metric: 10}\n`)}`,
      ),
  },
  {
    name: 'nameservers',
    unit: 20,
    make: n => instead('[192.168.10.50, 192.168.10.51]', `[${rows(n, i => `${ip(i)}, `)}]`),
  },
  {
    name: 'search domains',
    unit: 20,
    make: n => instead('[example.test]', `[${rows(n, i => `d${i}.example.test, `)}]`),
  },
  {
    name: 'pod networks',
    unit: 20,
    make: n => spec(`  clusterNetwork:\n    pods:\n${rows(n, i => `    - ${ip(i)}/32\n`)}`),
  },
  {
    name: 'failure domains',
    unit: 150,
    make: n => spec(`  failureDomains:\n${rows(n, zone)}`),
  },
  {
    name: 'cert SANs',
    unit: 20,
    make: n => spec(`  kubeadm:\n    certSANs:\n${rows(n, i => `    - n${i}.example.test\n`)}`),
  },
  {
    name: 'flags',
    unit: 20,
    make: n => spec(`  kubeadm:\n    apiServerExtraArgs:\n${rows(n, i => `      flag-${i}: x\n`)}`),
  },
  {
    name: 'files',
    unit: 60,
    make: n => spec(`  node:\n    files:\n${rows(n, i => `    - {path: /etc/f${i}, content: x}\n`)}`),
  },
  {
    name: 'files of one path',
    unit: 60,
    make: n => spec(`  node:\n    files:\n${rows(n, () => `    - {path: /etc/f, content: x}\n`)}`),
  },
  {
    name: 'commands',
    unit: 20,
    make: n => spec(`  node:\n    preKubeadmCommands:\n${rows(n, i => `    - echo ${i}\n`)}`),
  },
  {
    name: 'users',
    unit: 30,
    make: n => spec(`  users:\n${rows(n, i => `  - {name: u${i}}\n`)}`).replace(`  ${KEYS}\n`, ''),
  },
  {
    name: 'SSH keys',
    unit: 30,
    make: n => instead(KEYS, `sshAuthorizedKeys:\n${rows(n, i => `  - ssh-ed25519 AAAA${i} x\n`)}`),
  },
  {
    name: 'taints',
    unit: 40,
    make: n =>
      instead(
        'replicas: 3\n',
        `replicas: 3\n      taints:\n${rows(n, i => `      - {key: t${i}, effect: NoSchedule}\n`)}`,
      ),
  },
  {
    name: 'acknowledgements',
    unit: 20,
    make: n => instead('[cluster-ca-owned-by-node]', `[${rows(n, () => 'no-thumbprint, ')}]`),
  },
  { name: 'documents of others', unit: 30, make: n => SOUND + rows(n, i => `---\nkind: A\nname: "\\x4${i % 10}"\n`) },
  { name: 'empty documents', unit: 4, make: n => SOUND + rows(n, () => '---\n') },
  { name: 'broken documents', unit: 8, make: n => SOUND + rows(n, () => '---\na: "b\n') },
  { name: 'broken flow documents', unit: 8, make: n => SOUND + rows(n, () => '---\na: [b\n') },
  { name: 'directives', unit: 10, make: n => `${rows(n, () => '%YAML 1.2\n')}---\n${SOUND}` },
  {
    name: 'clusters',
    unit: 1000,
    make: n =>
      rows(
        n,
        i =>
          `---\n${SOUND.replaceAll('capv-5', `capv-${i}`).replaceAll('192.168.10.', `172.${(i >> 8) & 255}.${i & 255}.`)}`,
      ),
  },
  {
    name: 'clusters at one endpoint',
    unit: 1000,
    make: n => rows(n, i => `---\n${SOUND.replaceAll('capv-5', `capv-${i}`)}`),
  },
  {
    name: 'clusters of one name',
    unit: 1000,
    make: n => rows(n, i => `---\n${SOUND.replace('diskGiB: 50', `diskGiB: ${i + 1}`)}`),
  },
  {
    name: 'clusters in our group',
    unit: 60,
    make: n => rows(n, i => `---\napiVersion: capv-ha.dev/v1alpha1\nkind: HACluste${i}\n`),
  },
  {
    name: 'clusters without fields',
    unit: 60,
    make: n => rows(n, () => `---\napiVersion: capv-ha.dev/v1alpha1\nkind: HACluster\n`),
  },
]

/** Lists of what sets nodes up, below `spec.node` or `spec.kubeadm`. */
const listed = (
  name: string,
  unit: number,
  parent: string,
  list: string,
  row: (index: number) => string,
): HostileInput => ({
  name,
  unit,
  make: n => spec(`  ${parent}:\n${list}${rows(n, row)}`),
})

const NODES: readonly HostileInput[] = [
  listed('time servers', 25, 'node', '    ntpServers:\n', i => `    - ntp${i}.example.test\n`),
  listed('hosts without proxy', 25, 'node', '    proxy:\n      noProxy:\n', i => `      - h${i}.example.test\n`),
  listed(
    'registry mirrors',
    70,
    'node',
    '    registryMirrors:\n',
    i => `    - {registry: r${i}.test, endpoints: [{url: "https://m${i}.test"}]}\n`,
  ),
  listed(
    'endpoints of a mirror',
    35,
    'node',
    '    registryMirrors:\n    - registry: r.test\n      endpoints:\n',
    i => `      - {url: "https://m${i}.test"}\n`,
  ),
  listed('certificates', 50, 'node', '    trustedCAs:\n', i => `    - {name: ca-${i}, secretRef: {name: s${i}}}\n`),
  listed(
    'partitions',
    50,
    'node',
    '    diskSetup:\n      partitions:\n',
    i => `      - {device: /dev/sd${i}, layout: true}\n`,
  ),
  listed(
    'file systems',
    60,
    'node',
    '    diskSetup:\n      filesystems:\n',
    i => `      - {device: /dev/sd${i}, filesystem: ext4, label: l${i}}\n`,
  ),
  listed('mounts', 30, 'node', '    mounts:\n', i => `    - [/dev/sd${i}, /mnt/d${i}]\n`),
  listed('mounts of one folder', 30, 'node', '    mounts:\n', i => `    - [/dev/sd${i}, /mnt/d]\n`),
  listed('preflight errors', 20, 'node', '    ignorePreflightErrors:\n', i => `    - Error${i}\n`),
  listed('flags of the kubelet', 20, 'node', '    kubeletExtraArgs:\n', i => `      flag-${i}: x\n`),
  listed('node labels in a flag', 10, 'node', '    kubeletExtraArgs:\n      node-labels: a=b', i => `,l${i}=x`),
  listed('fields of the kubelet', 20, 'node', '    kubeletConfiguration:\n', i => `      field${i}: x\n`),
  listed(
    'volumes',
    70,
    'kubeadm',
    '    apiServerExtraVolumes:\n',
    i => `    - {name: v${i}, hostPath: /etc/v${i}, mountPath: /etc/v${i}}\n`,
  ),
  listed('feature gates', 20, 'kubeadm', '    featureGates:\n', i => `      Gate${i}: true\n`),
  listed('phases', 20, 'kubeadm', '    skipPhases:\n', i => `    - phase-${i}\n`),
  listed(
    'patches of kubeadm',
    60,
    'kubeadm',
    '    patches:\n',
    () => '    - {target: etcd, patch: "metadata: {labels: {a: b}}"}\n',
  ),
  listed(
    'endpoints of etcd',
    30,
    'kubeadm',
    '    etcd:\n      external:\n        endpoints:\n',
    i => `        - https://e${i}.test:2379\n`,
  ),
  {
    name: 'data disks',
    unit: 40,
    make: n =>
      instead(
        'machine: {memoryMiB: 16384}',
        `machine:\n        dataDisks:\n${rows(n, i => `        - {name: d${i}, sizeGiB: 1}\n`)}`,
      ),
  },
  {
    name: 'VMX keys',
    unit: 20,
    make: n =>
      instead(
        'machine: {memoryMiB: 16384}',
        `machine:\n        customVMXKeys:\n${rows(n, i => `          k${i}: x\n`)}`,
      ),
  },
  {
    name: 'PCI devices',
    unit: 40,
    make: n =>
      instead(
        'machine: {memoryMiB: 16384}',
        `machine:\n        pciDevices:\n${rows(n, i => `        - {deviceId: ${i}, vendorId: 1}\n`)}`,
      ),
  },
  {
    name: 'pools in failure domains',
    unit: 280,
    make: n =>
      `${instead(
        WORKERS,
        `  workers:\n${rows(n, i => `    - {name: p${i}, replicas: 1, failureDomain: z${i}, network: {name: w, dhcp4: true}}\n`)}`,
      )}  failureDomains:\n${rows(n, zone)}`,
  },
  {
    name: 'failure domains with addresses',
    unit: 280,
    make: n =>
      spec(
        `  failureDomains:\n${rows(n, i => zone(i).replace('}\n', `, networks: [{name: n, gateway: 10.0.0.1, addresses: [${ip(4 * i + 4)}-${ip(4 * i + 6)}/8]}]}\n`))}`,
      ),
  },
  {
    name: 'control plane in failure domains',
    unit: 200,
    make: n =>
      `${instead(CP, `${CP}\n    failureDomains: [${rows(n, i => `z${i}, `)}]`)}  failureDomains:\n${rows(n, zone)}`,
  },
  {
    name: 'pools that draw addresses',
    unit: 120,
    make: n =>
      instead('type: Machines', 'type: KubeadmControlPlane')
        .replace('.31-33/24', '.31-34/24')
        .replace(
          WORKERS,
          () =>
            `  workers:\n${rows(n, i => `    - {name: p${i}, replicas: 1, addresses: [${ip(10 * i + 4)}-${ip(10 * i + 6)}/8], network: {name: w, gateway: 10.0.0.1}}\n`)}`,
        ),
  },
  {
    name: 'health checks',
    unit: 60,
    make: n =>
      instead(
        'replicas: 3\n',
        `replicas: 3\n      healthCheck:\n        unhealthyNodeConditions:\n${rows(n, i => `        - {type: C${i}, status: "False", timeout: 5m}\n`)}`,
      ),
  },
]

function zone(index: number): string {
  return `  - {name: z${index}, region: {name: r, type: Datacenter, tagCategory: k8s-region}, zone: {name: z${index}, type: ComputeCluster, tagCategory: k8s-zone}, datacenter: dc, computeCluster: c${index}}\n`
}

const PATCH = (body: string, target = '{kind: Cluster}') =>
  spec(`  patches:\n  - target: ${target}\n    patch: |\n${body}`)

const PATCHES: readonly HostileInput[] = [
  {
    name: 'patches',
    unit: 90,
    make: n =>
      spec(`  patches:\n${rows(n, i => `  - {target: {kind: Cluster}, patch: "metadata: {labels: {l${i}: x}}"}\n`)}`),
  },
  {
    name: 'patches for nothing',
    unit: 60,
    make: n => spec(`  patches:\n${rows(n, i => `  - {target: {kind: X${i}}, patch: "a: {b: c}"}\n`)}`),
  },
  {
    name: 'patches without a target',
    unit: 30,
    make: n => spec(`  patches:\n${rows(n, () => `  - {patch: "a: {b: c}"}\n`)}`),
  },
  {
    name: 'operations',
    unit: 60,
    make: n => PATCH(rows(n, i => `      - {op: add, path: /metadata/labels/l${i}, value: x}\n`)),
  },
  {
    name: 'operations at the front of a list',
    unit: 60,
    make: n =>
      PATCH(
        `      - {op: add, path: /spec/l, value: [0]}\n${rows(n, () => `      - {op: add, path: /spec/l/0, value: 1}\n`)}`,
      ),
  },
  {
    name: 'copies',
    unit: 60,
    make: n =>
      PATCH(
        `      - {op: add, path: /metadata/annotations/a, value: x}\n${rows(n, i => `      - {op: copy, from: /metadata/annotations, path: /metadata/annotations/c${i}}\n`)}`,
      ),
  },
  {
    name: 'copies of a long text',
    unit: 60,
    make: n =>
      PATCH(
        `      - {op: add, path: /metadata/annotations/a, value: "${'x'.repeat(10_000)}"}\n${rows(n, i => `      - {op: copy, from: /metadata/annotations/a, path: /metadata/annotations/c${i}}\n`)}`,
      ),
  },
  {
    name: 'tests of a large value',
    unit: 60,
    make: n =>
      PATCH(
        `      - {op: add, path: /spec/l, value: [${'0, '.repeat(10_000)}0]}\n${rows(n, () => `      - {op: test, path: /spec/l, value: null}\n`)}`,
      ),
  },
  {
    name: 'moves',
    unit: 60,
    make: n =>
      PATCH(
        `      - {op: add, path: /metadata/labels/a, value: x}\n${rows(n, i => `      - {op: move, from: /metadata/labels/${i % 2 ? 'b' : 'a'}, path: /metadata/labels/${i % 2 ? 'a' : 'b'}}\n`)}`,
      ),
  },
  { name: 'long pointer', unit: 1, make: n => PATCH(`      - {op: add, path: "${'/a'.repeat(n / 2)}", value: 1}\n`) },
  {
    name: 'long pointer of escapes',
    unit: 1,
    make: n => PATCH(`      - {op: add, path: "/metadata/annotations/${'~1'.repeat(n / 2)}", value: 1}\n`),
  },
  { name: 'deep patch', unit: 12, make: n => PATCH(`      spec: ${'{a: '.repeat(n)}1${'}'.repeat(n)}\n`) },
  {
    name: 'many strategic fields',
    unit: 20,
    make: n => PATCH(`      metadata:\n        labels:\n${rows(n, i => `          l${i}: x\n`)}`),
  },
  { name: 'long target name', unit: 1, make: n => PATCH('      a: {b: c}\n', `{name: "${'a'.repeat(n)}"}`) },
  {
    name: 'long target of groups',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{name: "${'(a*)*'.repeat(n / 5)}"}`),
  },
  {
    name: 'long target of alternatives',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{name: "${'a|'.repeat(n / 2)}"}`),
  },
  {
    name: 'long target of repeats',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{name: "${'((a{99}){99}){99}'.repeat(n / 17)}"}`),
  },
  {
    name: 'nested target',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{name: "${'('.repeat(n / 2)}${')'.repeat(n / 2)}"}`),
  },
  { name: 'classes in target', unit: 1, make: n => PATCH('      a: {b: c}\n', `{name: '${'[a-z]?'.repeat(n / 6)}'}`) },
  { name: 'long selector', unit: 1, make: n => PATCH('      a: {b: c}\n', `{labelSelector: "${'a,'.repeat(n / 2)}"}`) },
  { name: 'long selector key', unit: 1, make: n => PATCH('      a: {b: c}\n', `{labelSelector: "${'a'.repeat(n)} "}`) },
  {
    name: 'long selector key of dots',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{labelSelector: "a${'.'.repeat(n)}"}`),
  },
  {
    name: 'long selector blanks',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{labelSelector: "a${' '.repeat(n)}b"}`),
  },
  {
    name: 'long selector set',
    unit: 1,
    make: n => PATCH('      a: {b: c}\n', `{labelSelector: "a in (${'b,'.repeat(n / 2)})"}`),
  },
]

const SCALARS: readonly (readonly [string, string])[] = [
  ['letters', 'a'],
  ['words', 'ab cd '],
  ['digits', '0'],
  ['digits and underscores', '0_'],
  ['colons', 'a:'],
  ['dashes', '-'],
  ['dots', 'a.'],
  ['slashes', '/'],
  ['hashes', 'a#'],
  ['base64', 'QUJD'],
  ['wrapped base64', 'QUJD\n'],
  ['PEM heads', '-----BEGIN '],
  ['kinds', 'kind: Secret '],
  ['kind lines', 'kind: Secret\n'],
  ['kind blanks', 'kind: Secret                              '],
  ['tokens', 'token '],
  ['passwords', 'password: $x '],
  ['password options', '--a-password '],
  ['option dashes', '-a-b'],
  ['curls', 'curl -u a '],
  ['URLs', '://a'],
  ['JWTs', 'eyJaaaaaaaa.'],
  ['JWT', 'eyJa'],
  ['spec paths', 'path: /spec/a '],
  ['chpasswd', 'a:b | '],
  ['separators', '---\n'],
  ['percents', '%20'],
  ['dollars', '$6$a'],
  ['blanks', ' '],
  ['lines', 'a\n'],
  ['dollars and braces', '$${a}'],
  ['wide', '\u4e2d'],
  ['pairs', '\u{1f600}'],
]

const BYTES: readonly HostileInput[] = [
  ...SCALARS.map(([name, pattern]) => ({
    name: `file of ${name}`,
    unit: 1,
    make: (n: number) => file(block(long(n, pattern, 'x'))),
  })),
  ...SCALARS.filter(([, pattern]) => !pattern.includes('\n')).flatMap(([name, pattern]) => [
    {
      name: `plain ${name}`,
      unit: 1,
      make: (n: number) =>
        file(`x${long(n, pattern.replaceAll(': ', ':').replaceAll(' #', '#')).trimEnd().replace(/:$/, '')}`),
    },
    {
      name: `server of ${name}`,
      unit: 1,
      make: (n: number) => instead('server: vcenter.example.test', `server: "x${long(n, pattern)}"`),
    },
    {
      name: `name of ${name}`,
      unit: 1,
      make: (n: number) => instead('name: capv-5\n', `name: "x${long(n, pattern)}"\n`),
    },
    { name: `unknown field of ${name}`, unit: 1, make: (n: number) => spec(`  "x${long(n, pattern)}": 1\n`) },
    {
      name: `label of ${name}`,
      unit: 1,
      make: (n: number) => spec(`  labels:\n    ? "x${long(n, pattern)}"\n    : y\n`),
    },
    { name: `address of ${name}`, unit: 1, make: (n: number) => instead(CP, `addresses: ["1${long(n, pattern)}"]`) },
  ]),
  ...[
    'server: vcenter.example.test',
    'kubernetesVersion: v1.34.1',
    'capvVersion: v1.16.1',
    'controlPlaneEndpoint: 192.168.10.18:6443',
    'gateway: 192.168.10.1',
    'datacenter: lab',
    'template: ubuntu-2404-kube-v1.34.1',
    'type: Machines',
    'type: Nginx',
    'memoryMiB: 8192',
    'dhcp4: true',
    'kind: HACluster',
    'apiVersion: capv-ha.dev/v1alpha1',
  ].flatMap(known => {
    const key = known.slice(0, known.indexOf(':'))
    return [
      { name: `${known}: long number`, unit: 1, make: (n: number) => instead(known, `${key}: 1${'0'.repeat(n)}`) },
      { name: `${known}: dotted`, unit: 1, make: (n: number) => instead(known, `${key}: "${'1.'.repeat(n / 2)}"`) },
      { name: `${known}: colons`, unit: 1, make: (n: number) => instead(known, `${key}: "${'1:'.repeat(n / 2)}"`) },
      { name: `${known}: dashes`, unit: 1, make: (n: number) => instead(known, `${key}: "${'a-'.repeat(n / 2)}"`) },
    ]
  }),
  { name: 'folded lines', unit: 1, make: n => file(`"${'a\n       '.repeat(n / 9)}"`) },
  { name: 'folded plain lines', unit: 1, make: n => file(`${'a\n        '.repeat(n / 10)}`) },
  { name: 'folded block', unit: 1, make: n => file(`>\n${'        a\n'.repeat(n / 10)}`) },
  { name: 'escapes', unit: 1, make: n => file(`"${'\\u0041'.repeat(n / 6)}"`) },
  { name: 'quotes', unit: 1, make: n => file(`'${"''".repeat(n / 2)}'`) },
  { name: 'quotes with escapes', unit: 1, make: n => file(`"${'\\"'.repeat(n / 2)}"`) },
  { name: 'open quote', unit: 1, make: n => file(`"${'a '.repeat(n / 2)}`) },
  { name: 'open quote of lines', unit: 1, make: n => file(`"${'a\n  '.repeat(n / 4)}`) },
  { name: 'open bracket', unit: 1, make: n => file(`[${'a, '.repeat(n / 3)}`) },
  { name: 'comment', unit: 1, make: n => `# ${'a'.repeat(n)}\n${SOUND}` },
  { name: 'comments', unit: 1, make: n => `${'# a\n'.repeat(n / 4)}${SOUND}` },
  { name: 'comments at the end', unit: 1, make: n => `${SOUND}${'# a\n'.repeat(n / 4)}` },
  { name: 'comments in between', unit: 1, make: n => spec(`  zzz: {}\n${'  # a\n'.repeat(n / 6)}  zzy: 1\n`) },
  { name: 'comment behind a flow', unit: 1, make: n => spec(`  zzz: {}   # ${'a'.repeat(n)}\n`) },
  { name: 'blank lines', unit: 1, make: n => `${'\n'.repeat(n)}${SOUND}` },
  { name: 'blank lines at the end', unit: 1, make: n => `${SOUND}${'\n'.repeat(n)}` },
  { name: 'blank lines in a block', unit: 1, make: n => file(`|\n${'\n'.repeat(n)}        a\n`) },
  { name: 'blanks', unit: 1, make: n => spec(`  zzz: {}${' '.repeat(n)}\n`) },
  { name: 'blanks before a value', unit: 1, make: n => spec(`  zzz:${' '.repeat(n)}1\n`) },
  { name: 'tabs', unit: 1, make: n => spec(`  zzz: {}${'\t'.repeat(n)}\n`) },
  { name: 'carriage returns', unit: 1, make: n => SOUND + '\r'.repeat(n) },
  { name: 'CRLF', unit: 1, make: n => (SOUND + '# a\n'.repeat(n / 4)).replaceAll('\n', '\r\n') },
  { name: 'brackets', unit: 2, make: n => spec(`  zzz: ${'['.repeat(n)}${']'.repeat(n)}\n`) },
  { name: 'braces', unit: 5, make: n => spec(`  zzz: ${'{a: '.repeat(n)}1${'}'.repeat(n)}\n`) },
  { name: 'open brackets', unit: 1, make: n => spec(`  zzz: ${'['.repeat(n)}\n`) },
  { name: 'dashes in one line', unit: 2, make: n => spec(`  zzz: \n  ${'- '.repeat(n)}1\n`) },
  { name: 'question marks', unit: 2, make: n => spec(`  zzz: \n    ${'? '.repeat(n)}1\n`) },
  { name: 'tags', unit: 4, make: n => spec(`  zzz: ${'!x '.repeat(n)} 1\n`) },
  {
    name: 'indents',
    unit: 1,
    make: n => {
      const depth = Math.floor(Math.sqrt(n))
      return spec(`  zzz:\n${rows(depth, i => `${' '.repeat(i + 3)}a:\n`)}`)
    },
  },
]

const ALIASES: readonly HostileInput[] = [
  { name: 'aliases', unit: 5, make: n => `${SOUND}x:\n- &a v\n${'- *a\n'.repeat(n)}` },
  { name: 'aliases of many anchors', unit: 30, make: n => `${SOUND}x:\n${rows(n, i => `- &a${i} v\n- *a${i}\n`)}` },
  { name: 'aliases in flow', unit: 4, make: n => `${SOUND}x: [&a v${', *a '.repeat(n)}]\n` },
  { name: 'anchors', unit: 10, make: n => `${SOUND}x:\n${rows(n, i => `- &a${i} v\n`)}` },
  { name: 'anchors of one name', unit: 10, make: n => `${SOUND}x:\n${rows(n, () => `- &a v\n- *a\n`)}` },
  { name: 'aliases that name nothing', unit: 10, make: n => `${SOUND}x:\n${rows(n, () => `- *a\n`)}` },
  { name: 'aliases in a document of others', unit: 5, make: n => `x:\n- &a v\n${'- *a\n'.repeat(n)}---\n${SOUND}` },
  {
    name: 'doubled aliases',
    unit: 25,
    make: n => `${SOUND}x:\n- &a0 [v, v]\n${rows(n, i => `- &a${i + 1} [*a${i}, *a${i}]\n`)}`,
  },
  {
    name: 'doubled aliases in labels',
    unit: 25,
    make: n => spec(`  labels:\n    - &a0 [v, v]\n${rows(n, i => `    - &a${i + 1} [*a${i}, *a${i}]\n`)}`),
  },
  { name: 'merge keys', unit: 10, make: n => `${SOUND}x:\n- &a {b: 1}\n${rows(n, () => `- {<<: *a}\n`)}` },
  {
    name: 'merge keys in a chain',
    unit: 30,
    make: n => `${SOUND}x:\n- &a0 {b: 1}\n${rows(n, i => `- &a${i + 1} {<<: *a${i}, k${i}: 1}\n`)}`,
  },
  { name: 'merges of a list', unit: 4, make: n => `${SOUND}x:\n- &a {b: 1}\n- <<: [${'*a, '.repeat(n)}]\n` },
  {
    name: 'doubled merges',
    unit: 25,
    make: n => `${SOUND}x:\n- &a0 {v: 1}\n${rows(n, i => `- &a${i + 1} {<<: [*a${i}, *a${i}]}\n`)}`,
  },
]

const JSON_VALUE = {
  apiVersion: 'capv-ha.dev/v1alpha1',
  kind: 'HACluster',
  metadata: { name: 'capv-5' },
  spec: {
    capvVersion: 'v1.16.1',
    kubernetesVersion: 'v1.34.1',
    controlPlaneEndpoint: '192.168.10.18:6443',
    loadBalancer: { type: 'Nginx' },
    vsphere: {
      server: 'vcenter.example.test',
      thumbprint: 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01',
      datacenter: 'lab',
      datastore: 'ds1',
      identityRef: { kind: 'Secret', name: 'capv-5-vcenter' },
    },
    cloudProvider: { type: 'Unmanaged' },
    machine: { template: 'ubuntu', numCPUs: 4, memoryMiB: 8192, diskGiB: 50 },
    network: {
      name: 'management',
      gateway: '192.168.10.1',
      nameservers: ['192.168.10.50'],
      searchDomains: ['example.test'],
    },
    controlPlane: { type: 'Machines', addresses: ['192.168.10.31-33/24'] },
    sshAuthorizedKeys: ['The public side'],
    acknowledge: ['cluster-ca-owned-by-node'],
  },
}
const json = (more: object) => JSON.stringify({ ...JSON_VALUE, spec: { ...JSON_VALUE.spec, ...more } })
const fields = (n: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`zzz-${i}`, value]))

const JSONS: readonly HostileInput[] = [
  { name: 'JSON labels', unit: 20, make: n => json({ labels: fields(n, 'x') }) },
  { name: 'JSON unknown fields', unit: 20, make: n => json(fields(n, 'x')) },
  { name: 'JSON faulty labels', unit: 20, make: n => json({ labels: fields(n, [1]) }) },
  { name: 'JSON text', unit: 1, make: n => json({ node: { files: [{ path: '/x', content: 'a"\n'.repeat(n / 3) }] } }) },
  { name: 'JSON unknown text', unit: 1, make: n => json({ zzz: 'a'.repeat(n) }) },
  { name: 'JSON key', unit: 1, make: n => json({ ['a'.repeat(n)]: 'x' }) },
  {
    name: 'JSON pools',
    unit: 60,
    make: n =>
      json({
        workers: Array.from({ length: n }, (_, i) => ({
          name: `p${i}`,
          replicas: 1,
          network: { name: 'w', dhcp4: true },
        })),
      }),
  },
  {
    name: 'JSON pools with faults',
    unit: 60,
    make: n =>
      json({
        workers: Array.from({ length: n }, (_, i) => ({
          name: `p${i}`,
          replicas: 'x',
          network: { name: 'w', dhcp4: true },
        })),
      }),
  },
]

export const INPUTS: readonly HostileInput[] = [...MANY, ...NODES, ...PATCHES, ...BYTES, ...ALIASES, ...JSONS]
