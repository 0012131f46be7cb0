// `render -o DIR --check` and `--dry-run`: what they say, and that they write nothing.

import { describe, expect, test } from 'vitest'
import { fakeWorld } from '../../../test/fake-world.ts'
import { textOfPieces } from '../../pieces.ts'
import { cli } from '../cli.ts'

const CLUSTER = `apiVersion: capv-ha.dev/v1alpha1
kind: HACluster
metadata: {name: c1}
spec:
  capvVersion: v1.16.1
  kubernetesVersion: v1.34.1
  controlPlaneEndpoint: 192.168.10.18:6443
  loadBalancer: {type: External}
  vsphere: {server: vcenter.example.test, datacenter: lab, thumbprint: "${'AB:'.repeat(19)}AB"}
  cloudProvider: {type: Unmanaged}
  machine: {template: ubuntu, memoryMiB: 8192, diskGiB: 50}
  network: {name: management, gateway: 192.168.10.1, nameservers: [192.168.10.50]}
  controlPlane: {type: KubeadmControlPlane, replicas: 1, addresses: [192.168.10.31-32/24]}
  acknowledge: [single-control-plane]
`

type Files = Readonly<Record<string, string>>

async function render(files: Files, ...options: readonly string[]) {
  const world = fakeWorld(files, { args: ['render', 'c1.yaml', ...options] })
  const { stdout, stderr, exitCode } = await cli(world)
  const written = Object.fromEntries([...world.files].map(([path, text]) => [path, String(text)]))
  return { stdout: textOfPieces(stdout), stderr, exitCode, written, isUntouched: sameFiles(written, files) }
}

function sameFiles(a: Files, b: Files): boolean {
  return JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted())
}

const { written: FRESH } = await render({ 'c1.yaml': CLUSTER }, '-o', 'out')

describe('--check', () => {
  test('of what is up to date: nothing to show, exit code 0', async () => {
    const { stdout, stderr, exitCode, isUntouched } = await render(FRESH, '-o', 'out', '--check')
    expect([stdout, stderr, exitCode, isUntouched]).toEqual([
      '',
      'up to date: 0 to write, 0 to delete, 5 unchanged in "out"\n',
      0,
      true,
    ])
  })

  test('of an input that has changed: the difference, exit code 4', async () => {
    const changed = { ...FRESH, 'c1.yaml': CLUSTER.replace('replicas: 1,', 'replicas: 3,').replace('-32', '-34') }
    const { stdout, stderr, exitCode, isUntouched } = await render(changed, '-o', 'out', '--check')
    expect(stdout).toBe(`--- out/c1/inclusterippool_c1-controlplane.yaml
+++ out/c1/inclusterippool_c1-controlplane.yaml
@@ -9,6 +9,6 @@
     capv-ha.dev/owner: default/c1
 spec:
   addresses:
-  - '192.168.10.31-192.168.10.32'
+  - '192.168.10.31-192.168.10.34'
   prefix: 24
   gateway: 192.168.10.1
--- out/c1/kubeadmcontrolplane_c1-controlplane.yaml
+++ out/c1/kubeadmcontrolplane_c1-controlplane.yaml
@@ -8,7 +8,7 @@
   annotations:
     capv-ha.dev/owner: default/c1
 spec:
-  replicas: 1
+  replicas: 3
   version: v1.34.1
   machineTemplate:
     spec:
`)
    expect([stderr, exitCode, isUntouched]).toEqual(['stale: 2 to write, 0 to delete, 3 unchanged in "out"\n', 4, true])
  })

  test('of a folder that is not there: every object whole', async () => {
    const { stdout, exitCode, isUntouched } = await render({ 'c1.yaml': CLUSTER }, '-o', 'out', '--check')
    expect(stdout.match(/^--- \/dev\/null\n\+\+\+ out\/c1\/\S+\n@@ -0,0 \+1,\d+ @@$/gm)).toHaveLength(5)
    expect([exitCode, isUntouched]).toEqual([4, true])
  })

  test('of what is left over, or was edited', async () => {
    const path = 'out/c1/cluster_c1.yaml'
    const text = FRESH[path] ?? ''
    const files = {
      ...FRESH,
      'out/c1/old.yaml': text,
      [path]: text.replace('spec:', 'spec:\n  paused: true\n  password: hunter2\n  \u001b[31mred: 1'),
    }
    const { stdout, stderr, exitCode, isUntouched } = await render(files, '-o', 'out', '--check')
    expect(stdout).toContain('--- out/c1/old.yaml\n+++ /dev/null\n@@ -1,')
    expect(stdout).toContain('\n-  paused: true\n-(not shown: it may hold a secret)\n-  \ufffd[31mred: 1\n')
    expect(stdout).not.toContain('hunter2')
    expect([stderr, exitCode, isUntouched]).toEqual(['stale: 1 to write, 1 to delete, 4 unchanged in "out"\n', 4, true])
  })

  test('a former text with a key in it is not shown at all', async () => {
    const path = 'out/c1/cluster_c1.yaml'
    const key = `-----BEGIN ${'PRIVATE'} KEY-----\n    MIIEvQIBADANBg\n    -----END ${'PRIVATE'} KEY-----\n`
    const { stdout } = await render({ ...FRESH, [path]: `${FRESH[path]}extra: |\n    ${key}` }, '-o', 'out', '--check')
    expect(stdout).not.toContain('MIIE')
    expect(stdout).toContain('-(not shown: it may hold a secret)')
  })

  test('an error stays an error', async () => {
    const broken = { ...FRESH, 'c1.yaml': CLUSTER.replace('capvVersion', 'capvVersoin') }
    expect((await render(broken, '-o', 'out', '--check')).exitCode).toBe(1)
    const foreign = { 'c1.yaml': CLUSTER, 'out/c1/cluster_c1.yaml': 'mine: 1\n' }
    const { stdout, stderr, exitCode } = await render(foreign, '-o', 'out', '--check')
    expect([stdout, exitCode]).toEqual(['', 1])
    expect(stderr).toContain('error[file-in-the-way]')
  })
})

test('--dry-run: which files, exit code 0', async () => {
  const path = 'out/c1/cluster_c1.yaml'
  const { 'out/c1/vspherecluster_c1.yaml': _, ...some } = FRESH
  const files = { ...some, [path]: `${FRESH[path]}# edited\n`, 'out/c1/old.yaml': FRESH[path] ?? '' }
  const { stdout, stderr, exitCode, isUntouched } = await render(files, '-o', 'out', '--dry-run')
  expect(stdout).toBe(`change ${path}\ncreate out/c1/vspherecluster_c1.yaml\ndelete out/c1/old.yaml\n`)
  expect([stderr, exitCode, isUntouched]).toEqual([
    'nothing was touched: 2 to write, 1 to delete, 3 unchanged in "out"\n',
    0,
    true,
  ])
})

test('output of HAClusters that were not given is named, and left alone', async () => {
  const lost = (FRESH['out/c1/cluster_c1.yaml'] ?? '').replace('default/c1', 'prod/c2')
  for (const options of [['--check'], ['--dry-run'], []]) {
    const { stderr, written } = await render({ ...FRESH, 'out/c2/cluster_c2.yaml': lost }, '-o', 'out', ...options)
    expect(stderr).toContain('left alone: output of HAClusters that were not given: prod/c2\n')
    expect(written['out/c2/cluster_c2.yaml']).toBe(lost)
  }
})

test.each([
  [['--check'], 'option "--check" must stand beside "-o DIR"'],
  [['--dry-run', '-o', '-'], 'option "--dry-run" must stand beside "-o DIR"'],
  [['-o', 'out', '--check', '--dry-run'], 'options "--check" and "--dry-run" must not be given together'],
  [['-o', 'out', '--check=yes'], 'option "--check" must not have a value'],
])('%j is a fault of the command line', async (options, message) => {
  const { stdout, stderr, exitCode, isUntouched } = await render(FRESH, ...options)
  expect([stdout, exitCode, isUntouched]).toEqual(['', 2, true])
  expect(stderr).toContain(`capv-ha render: ${message}\n`)
})
