// Which credentials kube-vip has on a node, before kubeadm runs and after it: the scripts as they lie on nodes, run in a Debian.

import { describe, expect, test } from 'vitest'
import { KUBE_VIP_MANIFEST } from '../../src/facts/node-paths.ts'
import type { Spec } from '../render/sample-clusters.ts'
import { canRun, type NodeRun, runOnNode } from './debian-root.ts'
import { nodeFiles } from './node-files.ts'

const SUCCESS = '/run/cluster-api/bootstrap-success.complete'
const CREDENTIALS = `grep ' path: /etc/kubernetes' ${KUBE_VIP_MANIFEST} | sed 's#.*/##'`
/** Cluster API guards the file by kubeadm's success. */
const KUBEADM = `#!/bin/sh\n${CREDENTIALS} >/out/during\nmkdir -p $(dirname ${SUCCESS})\ntouch ${SUCCESS}\n`
const FAILING = `#!/bin/sh\n${CREDENTIALS} >/out/during\nexit 1\n`
const RUN = `sh /runcmd && rc=0 || rc=$?
${CREDENTIALS} >/out/after
ls -A $(dirname ${KUBE_VIP_MANIFEST}) >/out/manifests
chmod -R a+rwX /out
exit $rc`

const INIT = { '/run/kubeadm/kubeadm.yaml': 'kind: ClusterConfiguration\n---\nkind: InitConfiguration\n' }
const JOIN = { '/run/kubeadm/kubeadm-join-config.yaml': 'kind: JoinConfiguration\n' }
const IGNITION_INIT = { '/etc/kubeadm.yml': '---\nkind: ClusterConfiguration\n---\nkind: InitConfiguration\n' }
const IGNITION_JOIN = { '/etc/kubeadm.yml': '---\nkind: JoinConfiguration\n' }

describe.skipIf(!canRun)('kube-vip', () => {
  test.each([
    ['that runs init', INIT, 'super-admin.conf'],
    ['that joins', JOIN, 'admin.conf'],
    ['that runs init, set up by Ignition', IGNITION_INIT, 'super-admin.conf'],
    ['that joins, set up by Ignition', IGNITION_JOIN, 'admin.conf'],
  ])('has credentials that work on a node %s, and the usual ones in the end', (_, files, during) => {
    const { out, exitCode } = start(files, KUBEADM)
    expect([exitCode, out.during, out.after]).toEqual([0, `${during}\n`, 'admin.conf\n'])
    // The kubelet would run anything else as well.
    expect(out.manifests).toBe('kube-vip.yaml\n')
  })

  test('keeps what works where kubeadm has failed', () => {
    const { out } = start(INIT, FAILING)
    expect([out.during, out.after]).toEqual(['super-admin.conf\n', 'super-admin.conf\n'])
  })

  test('is the same after a second run of each script', () => {
    const twice = RUN.replace('sh /runcmd', 'sed "s#.*kube-vip.*#&\\n&#" /runcmd >/twice && sh /twice')
    const { out, exitCode } = start(INIT, KUBEADM, twice)
    expect([exitCode, out.during, out.after]).toEqual([0, 'super-admin.conf\n', 'admin.conf\n'])
  })

  test('keeps kubeadm from running where its manifest is not the one that was written', () => {
    const { out, stderr, exitCode } = start({ ...INIT, [KUBE_VIP_MANIFEST]: 'path: /elsewhere\n' }, KUBEADM)
    expect([exitCode, out.during]).toEqual([1, undefined])
    expect(stderr).toContain(`capv-ha: kube-vip: ${KUBE_VIP_MANIFEST} does not name admin.conf`)
  })
})

test.each([
  ['1.28.15', 0],
  ['1.29.0', 2],
])('Kubernetes %s needs %i scripts', (kubernetesVersion, count) => {
  const scripts = Object.keys(nodeFiles({ ...SPEC, kubernetesVersion })).filter(path => path.endsWith('.sh'))
  expect(scripts).toHaveLength(count)
})

const SPEC: Spec = { loadBalancer: { type: 'KubeVIP' }, kubernetesVersion: 'v1.34.1' }

function start(files: Readonly<Record<string, string>>, kubeadm: string, script = RUN): NodeRun {
  const stand = { '/usr/local/bin/kubeadm': kubeadm, '/usr/local/bin/hostnamectl': '#!/bin/sh\n' }
  return runOnNode(script, { ...nodeFiles(SPEC), ...stand, ...files })
}
