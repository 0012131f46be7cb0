// What is said of `ignition.additionalConfig`, held against Cluster API's own bootstrap code: it makes user data of all that is let
// through, and of nothing that is refused unless it would leave something out, or put it in the place of something else.

import { expect, test } from 'vitest'
import { additionalConfigFaults } from '../../src/config/checks/nodes/ignition-config.ts'
import { readYamlValue } from '../../src/read/documents/yaml-value.ts'
import { run } from '../programs.ts'

const checker = process.env.CAPV_HA_NODE_CHECK

/** Both with and without `strict`. */
const GOOD = {
  'a masked unit': 'systemd: {units: [{name: locksmithd.service, mask: true}]}',
  'words of YAML 1.1': 'systemd: {units: [{name: own.service, enabled: yes, mask: on}]}',
  'a unit on several lines': String.raw`systemd: {units: [{name: own.service, contents: "[Service]\nExecStart=/bin/true \\\n  more\n# a\n; b\n\nX = y"}]}`,
  'a drop-in of kubeadm': String.raw`systemd: {units: [{name: kubeadm.service, enabled: true, dropins: [{name: 10-own.conf, contents: "[Unit]\nAfter=own.service"}]}]}`,
  'a network unit': String.raw`networkd: {units: [{name: 00-own.network, contents: "[Match]\nName=ens256"}]}`,
  'an octal mode': 'storage: {files: [{path: /etc/own, mode: 0644, contents: {inline: a}}]}',
  'modes of YAML 1.2 and none': 'storage: {files: [{path: /a, mode: 0o644}, {path: /b, mode: 420}]}',
  'numbers as texts': 'storage: {files: [{path: /etc/own, mode: 0644, contents: {inline: 123}}]}',
  'an appended file': 'storage: {files: [{path: /etc/own, filesystem: root, mode: 0644, append: true, user: {id: 5}}]}',
  'a link': 'storage: {links: [{path: /etc/localtime, target: /usr/share/zoneinfo/UTC}]}',
  'a disk':
    'storage: {disks: [{device: /dev/sdb, wipe_table: true, partitions: [{label: a, number: 1, size: 1GiB}]}], filesystems: [{name: data, mount: {device: /dev/sdb1, format: ext4, label: data}}]}',
  'an array': 'storage: {raid: [{name: data, level: raid1, devices: [/dev/sdb, /dev/sdc]}]}',
  'an account': 'passwd: {users: [{name: core, ssh_authorized_keys: [abc], groups: [docker]}]}',
  'old programs': 'locksmith: {reboot_strategy: reboot}\nupdate: {group: stable}\ndocker: {flags: [--x]}',
}

/** Makes no user data. */
const REFUSED = {
  text: 'hello',
  'a list': '- a',
  tabs: 'systemd:\n\tunits: []',
  'a key twice': 'systemd: {}\nsystemd: {}',
  'a quoted boolean': 'systemd: {units: [{name: own.service, enabled: "true"}]}',
  'a unit without an ending': 'systemd: {units: [{name: own}]}',
  'a drop-in without one': 'systemd: {units: [{name: own.service, dropins: [{name: own}]}]}',
  'a unit without a name': 'systemd: {units: [{enabled: true}]}',
  'a section that is open': 'systemd: {units: [{name: own.service, contents: "[Service"}]}',
  'words behind a section': String.raw`systemd: {units: [{name: own.service, contents: "[Service] x\nA=b"}]}`,
  'an option without a value': String.raw`systemd: {units: [{name: own.service, contents: "[Service]\nExecStart"}]}`,
  'a long line': `systemd: {units: [{name: own.service, contents: "[Service]\\nA=${'a'.repeat(3000)}"}]}`,
  'a network unit of another kind': 'networkd: {units: [{name: own.service}]}',
  'a relative path': 'storage: {files: [{path: etc/own, mode: 0644}]}',
  'a mode that is text': 'storage: {files: [{path: /etc/own, mode: "0644"}]}',
  'a mode that is too large': 'storage: {files: [{path: /etc/own, mode: 010000}]}',
  'an owner that is text': 'storage: {files: [{path: /etc/own, mode: 0644, user: core}]}',
  'a local file': 'storage: {files: [{path: /etc/own, mode: 0644, contents: {local: own}}]}',
  'two sources':
    'storage: {files: [{path: /etc/own, mode: 0644, contents: {inline: a, remote: {url: "https://a/b"}}}]}',
  'a source by ftp': 'storage: {files: [{path: /etc/own, mode: 0644, contents: {remote: {url: "ftp://a/b"}}}]}',
  'a filesystem of another type': 'storage: {filesystems: [{name: a, mount: {device: /dev/sdb, format: zfs}}]}',
  'a filesystem that is nowhere': 'storage: {filesystems: [{name: a}]}',
  'a filesystem that is in two places':
    'storage: {filesystems: [{name: a, path: /a, mount: {device: /dev/sdb, format: xfs}}]}',
  'flags of docker that are one text': 'docker: {flags: --x}',
  'a section that is text': 'update: stable',
  'a disk without its folder': 'storage: {disks: [{device: sdb}]}',
}

/** Makes none with `strict`; without, the user data is not what was written. */
const LEFT_OUT = {
  'an unknown section': 'storag: {files: []}',
  'an unknown field of an old program': 'locksmith: {reboot_strategy: reboot, reboot: true}',
  'an unknown field of updates': 'update: {group: stable, channel: a}',
  'an unknown field': 'systemd: {units: [{name: own.service, content: a}]}',
}

/** Makes none with `strict` alone. */
const WARNED = {
  'a file without a mode': 'storage: {files: [{path: /etc/own, contents: {inline: a}}]}',
  'a folder without one': 'storage: {directories: [{path: /srv/own}]}',
  'a filesystem that is not there': 'storage: {files: [{path: /etc/own, filesystem: data, mode: 0644}]}',
  'a unit that is started by nothing': String.raw`systemd: {units: [{name: own.service, enabled: true, contents: "[Service]\nExecStart=/bin/true"}]}`,
}

/** Makes user data of a node that never comes up, or not as it was meant. */
const OURS = {
  "Cluster API's unit": String.raw`systemd: {units: [{name: kubeadm.service, contents: "[Service]\nExecStart=/bin/true"}]}`,
  'its script': 'storage: {files: [{path: /etc/kubeadm.sh, mode: 0700, contents: {inline: a}}]}',
  'the host name': 'storage: {files: [{path: /etc/hostname, mode: 0644, contents: {inline: a}}]}',
  'a network of ours': 'storage: {files: [{path: /etc/systemd/network/10-capv-ha-0.network, mode: 0644}]}',
  'a decimal mode': 'storage: {files: [{path: /etc/own, mode: 755}]}',
}

test.each(Object.entries({ ...GOOD, ...WARNED }))('%s is taken', (_, text) => {
  expect(faults(text, false)).toEqual([])
})

test.each(Object.entries(GOOD))('%s is taken with strict', (_, text) => {
  expect(faults(text, true)).toEqual([])
})

test.each(Object.entries({ ...REFUSED, ...LEFT_OUT, ...OURS }))('%s is refused', (_, text) => {
  expect(faults(text, false).length).toBeGreaterThan(0)
})

test.each(Object.entries(WARNED))('%s is refused with strict', (_, text) => {
  expect(faults(text, true).length).toBeGreaterThan(0)
})

test.skipIf(checker === undefined)('Cluster API says the same (CAPV_HA_NODE_CHECK)', { timeout: 120_000 }, () => {
  const lenient = { ...GOOD, ...REFUSED, ...LEFT_OUT, ...WARNED, ...OURS }
  const strict = { ...GOOD, ...LEFT_OUT, ...WARNED }
  const cases = [...texts(lenient, false), ...texts(strict, true)]
  const { stdout } = run(checker, ['-cloud-init', '/nowhere'], {
    stdin: [CLUSTER, ...cases.flatMap(objects)].map(each => JSON.stringify(each)).join('\n---\n'),
  })
  const refused = cases.filter((_, i) => stdout.includes(`KubeadmConfig/c-${i} `)).map(({ name }) => name)
  expect(refused).toEqual([
    ...Object.keys(REFUSED),
    ...[...Object.keys(LEFT_OUT), ...Object.keys(WARNED)].map(name => `${name}, strict`),
  ])
})

interface Case {
  readonly name: string
  readonly text: string
  readonly strict: boolean
}

function texts(cases: Readonly<Record<string, string>>, strict: boolean): readonly Case[] {
  return Object.entries(cases).map(([name, text]) => ({ name: strict ? `${name}, strict` : name, text, strict }))
}

function faults(text: string, strict: boolean): readonly unknown[] {
  return additionalConfigFaults(text, { strict }, readYamlValue)
}

const LABELS = { 'cluster.x-k8s.io/cluster-name': 'c' }
const CLUSTER = {
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'Cluster',
  metadata: { name: 'c', namespace: 'default' },
  spec: { controlPlaneEndpoint: { host: '192.168.10.18', port: 6443 } },
}

function objects({ text, strict }: Case, i: number): readonly unknown[] {
  const metadata = { name: `c-${i}`, namespace: 'default', labels: LABELS }
  const configRef = { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfig', name: `c-${i}` }
  return [
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Machine',
      metadata,
      spec: { clusterName: 'c', version: 'v1.34.1', bootstrap: { configRef } },
    },
    {
      apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
      kind: 'KubeadmConfig',
      metadata,
      spec: {
        format: 'ignition',
        joinConfiguration: { nodeRegistration: { name: 'c' } },
        ignition: { containerLinuxConfig: { additionalConfig: text, strict } },
      },
    },
  ]
}
