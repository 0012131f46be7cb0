// The name of a node that ignition sets up: asked for on the node, with stand-ins for the tools of its guest.

import { describe, expect, test } from 'vitest'
import { VM_NAME } from '../../src/plan/defaults.ts'
import { HOST_NAME_SCRIPT } from '../../src/plan/node-setup/scripts/host-name.ts'
import { canRun, runOnNode } from './debian-root.ts'

const SCRIPT = '/etc/capv-ha/host-name.sh'
/** As Cluster API Provider vSphere writes it. */
const METADATA = `instance-id: "flat-md-0-x7k2p"
local-hostname: "flat-md-0-x7k2p"
wait-on-network:
  ipv4: false
  ipv6: false
network:
  version: 2
  ethernets:
    id0:
      match:
        macaddress: "00:50:56:b2:1f:3c"
      set-name: "eth0"
      dhcp4: true
`
const CONFIG = `---
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
nodeRegistration:
  kubeletExtraArgs: [{name: cloud-provider, value: external}]
  name: ${VM_NAME}
  other: $HOME
`

describe.skipIf(!canRun)('the host name', () => {
  test('is that of the VM, for the system and for kubeadm, and stays after a second run', () => {
    const ran = runOnNode(`${SETUP}${SCRIPT}\n${SCRIPT}\n${KEEP}`, node(METADATA))
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.out.log).toBe('set-hostname flat-md-0-x7k2p\nset-hostname flat-md-0-x7k2p\n')
    expect(ran.out.hosts).toBe('127.0.0.1 localhost flat-md-0-x7k2p\n::1 localhost\n')
    expect(ran.out['kubeadm.yml']).toBe(CONFIG.replace(VM_NAME, 'flat-md-0-x7k2p'))
  })

  test.each([
    ['no quotes', 'local-hostname: node-1\n', 'node-1'],
    ['a name with dots', 'local-hostname: "node.example.test"\n', 'node.example.test'],
  ])('is read from metadata with %s', (_, metadata, name) => {
    expect(runOnNode(`${SETUP}${SCRIPT}\n${KEEP}`, node(metadata)).out.log).toBe(`set-hostname ${name}\n`)
  })

  test.each([
    ['no tools', '/usr/bin/vmtoolsd', undefined, 'there are no VMware tools'],
    ['tools that do not answer', '/usr/bin/vmtoolsd', '#!/bin/sh\nexit 1\n', 'the VM has no metadata'],
    ['metadata without a name', '/usr/bin/vmtoolsd', tools('instance-id: a\n'), 'the metadata has no local-hostname'],
  ])('is an error with %s, and kubeadm is not started', (_, path, text, reason) => {
    const { [path]: _tools, ...others } = node(METADATA)
    const files = text === undefined ? others : { ...others, [path]: text }
    const ran = runOnNode(`${SETUP}${SCRIPT} || exit 1\necho kubeadm >/out/log\n`, files)
    expect(ran.exitCode).toBe(1)
    expect(ran.stderr).toContain(`capv-ha: host name: ${reason}`)
    expect(ran.out).toEqual({})
  })
})

const SETUP = '[ ! -f /usr/bin/vmtoolsd ] || chmod +x /usr/bin/vmtoolsd\n'
const KEEP = 'cat /etc/hosts >/out/hosts; cp /etc/kubeadm.yml /out/\n'

function node(metadata: string): Readonly<Record<string, string>> {
  return {
    [SCRIPT]: HOST_NAME_SCRIPT,
    '/etc/kubeadm.yml': CONFIG,
    '/usr/bin/vmtoolsd': tools(metadata),
    '/usr/local/bin/hostnamectl': '#!/bin/sh\necho "$*" >>/out/log\n',
  }
}

function tools(metadata: string): string {
  const encoded = Buffer.from(metadata).toString('base64')
  return `#!/bin/sh\n[ "$*" = '--cmd info-get guestinfo.metadata' ] && echo '${encoded}'\n`
}
