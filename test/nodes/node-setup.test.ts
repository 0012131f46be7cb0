// What a node does before kubeadm, run in a Debian: its own commands for certificates for real, what needs systemd or another
// distribution as stand-ins that write down how they were called.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { program, run } from '../programs.ts'
import type { Spec } from '../render/sample-clusters.ts'
import { canRun, type NodeRun, runOnNode } from './debian-root.ts'
import { nodeFiles } from './node-files.ts'

const openssl = program('openssl')
const folder = mkdtempSync(join(tmpdir(), 'capv-ha-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RECORD = '#!/bin/sh\necho "$(basename "$0") $*" >>/out/log\n'
const STAND_INS = {
  '/usr/local/bin/hostnamectl': RECORD,
  '/usr/local/bin/crictl': RECORD,
  '/usr/local/bin/journalctl': `${RECORD}echo 'the journal'\n`,
  '/usr/local/bin/kubeadm': RECORD,
  '/usr/local/bin/sleep': '#!/bin/sh\n',
  // Whether the certificates are there when containerd starts.
  '/usr/local/bin/systemctl': `${RECORD}[ "$1" != restart ] || ls /etc/ssl/certs/capv-ha-* >>/out/log\n`,
}

describe.skipIf(!canRun || openssl === undefined)('a node', () => {
  let node: Readonly<Record<string, string>>
  let ran: NodeRun
  beforeAll(() => {
    node = {
      ...nodeFiles(everything(authority('one'), authority('two'))),
      ...STAND_INS,
      '/one-leaf.crt': leaf('one'),
      '/two-leaf.crt': leaf('two'),
    }
    ran = runOnNode(TWICE, { ...node, '/etc/containerd/config.toml': 'version = 2\n' })
  })

  test('does everything in its order, and then runs kubeadm', () => {
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.out['log.1']?.split('\n')).toEqual([
      'hostnamectl set-hostname node',
      'systemctl daemon-reload',
      'systemctl restart containerd',
      '/etc/ssl/certs/capv-ha-company-1.pem',
      '/etc/ssl/certs/capv-ha-company-2.pem',
      'crictl --runtime-endpoint unix:///var/run/containerd/containerd.sock info',
      'a command of the user',
      'kubeadm init',
      'after it',
      '',
    ])
  })

  test("trusts every certificate of a bundle, by Debian's own commands", () => {
    expect(ran.out.verified).toBe('/one-leaf.crt: OK\n/two-leaf.crt: OK\n')
    for (const name of ['one', 'two']) expect(ran.out.bundle).toContain(authority(name).trim())
  })

  test('is the same after a second run', () => {
    expect(ran.out['log.2']).toBe(ran.out['log.1'])
    expect(ran.out['state.1']).toMatch(/certs\.d\/docker\.io\/hosts\.toml/)
    expect(ran.out['state.2']).toBe(ran.out['state.1'])
  })

  test.each([
    [
      'containerd does not answer',
      { '/usr/local/bin/crictl': '#!/bin/sh\nexit 1\n' },
      'containerd: it does not answer',
    ],
    [
      'containerd does not start',
      { '/usr/local/bin/systemctl': '#!/bin/sh\n[ "$1" != restart ]\n' },
      'containerd: it does not start',
    ],
    [
      'a Secret holds no certificate',
      { '/etc/capv-ha/ca/company.crt': 'none\n' },
      'trusted CAs: /etc/capv-ha/ca/company.crt holds no certificate',
    ],
    [
      'old mirrors are there',
      { '/etc/containerd/config.toml': 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."a"]\n' },
      'registry mirrors: /etc/containerd/config.toml describes registries',
    ],
  ])('stops with the reason where %s', (_, files, reason) => {
    const { out, exitCode } = runOnNode('sh /runcmd 2>/out/stderr && rc=0 || rc=$?\nchmod -R a+rwX /out\nexit $rc', {
      ...node,
      ...files,
    })
    expect(out.stderr).toContain(`capv-ha: ${reason}`)
    expect([exitCode, out.log?.includes('kubeadm')]).toEqual([1, false])
    expect(out.log?.includes('journalctl')).toBe(reason.startsWith('containerd'))
  })

  test.each([
    [
      'RHEL',
      'rm /usr/sbin/update-ca-certificates; mkdir -p /etc/pki/ca-trust/source/anchors',
      'update-ca-trust',
      'extract',
      '/etc/pki/ca-trust/source/anchors',
      'crt',
    ],
    ['Photon', 'rm /usr/sbin/update-ca-certificates', 'rehash_ca_certificates.sh', '', '/etc/ssl/certs', 'pem'],
    [
      'Flatcar',
      'echo ID=flatcar >/etc/os-release; rm /usr/sbin/update-ca-certificates',
      'update-ca-certificates',
      '',
      '/etc/ssl/certs',
      'pem',
    ],
  ])('%s has its own place and command for certificates', (_, prepare, command, args, place, suffix) => {
    const { out, exitCode } = runOnNode(
      `${prepare}\n/etc/capv-ha/trusted-cas.sh\nls ${place} | grep capv-ha >/out/placed\ncat ${place}/capv-ha-*-2.${suffix} >/out/second\nchmod -R a+rwX /out`,
      { ...node, [`/usr/local/bin/${command}`]: RECORD },
    )
    expect(exitCode).toBe(0)
    expect(out.log).toBe(`${command} ${args}\n`)
    expect(out.placed).toBe(`capv-ha-company-1.${suffix}\ncapv-ha-company-2.${suffix}\n`)
    expect(out.second).toBe(authority('two'))
  })

  test('a distribution that nobody knows stops the node', () => {
    const { stderr, exitCode } = runOnNode('rm /usr/sbin/update-ca-certificates\n/etc/capv-ha/trusted-cas.sh', node)
    expect([exitCode, stderr]).toEqual([
      1,
      'capv-ha: trusted CAs: no way is known to add certificates to this distribution\n',
    ])
  })
})

const TWICE = `
for turn in 1 2; do
  sh /runcmd
  mv /out/log "/out/log.$turn"
  find /etc /usr/local/share -type f -o -type l | sort | while read -r file; do echo "$file $(sha256sum <"$file")"; done >"/out/state.$turn"
done
openssl verify -CApath /etc/ssl/certs /one-leaf.crt /two-leaf.crt >/out/verified
cp /etc/ssl/certs/ca-certificates.crt /out/bundle
chmod -R a+rwX /out
`

function everything(...authorities: readonly string[]): Spec {
  return {
    node: {
      proxy: { httpsProxy: 'http://proxy.example.test:3128' },
      registryMirrors: [{ registry: 'docker.io', endpoints: [{ url: 'https://mirror.example.test' }] }],
      trustedCAs: [{ name: 'company', pem: authorities.join('') }],
      preKubeadmCommands: ['echo a command of the user >>/out/log'],
      postKubeadmCommands: ['echo after it >>/out/log'],
    },
  }
}

/** The certificate of an authority; made when it is first asked for. */
function authority(name: string): string {
  const key = join(folder, `${name}.key`)
  const file = join(folder, `${name}.crt`)
  if (!run('/bin/sh', ['-c', `test -e '${file}'`]).exitCode) return readFileSync(file, 'utf8')
  make([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    file,
    '-days',
    '3650',
    '-subj',
    `/CN=${name}`,
  ])
  return readFileSync(file, 'utf8')
}

function leaf(name: string): string {
  const path = (suffix: string) => join(folder, `${name}${suffix}`)
  make([
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    path('-leaf.key'),
    '-out',
    path('.csr'),
    '-subj',
    '/CN=leaf',
  ])
  make([
    'x509',
    '-req',
    '-in',
    path('.csr'),
    '-CA',
    path('.crt'),
    '-CAkey',
    path('.key'),
    '-CAcreateserial',
    '-out',
    path('-leaf.crt'),
    '-days',
    '3650',
  ])
  return readFileSync(path('-leaf.crt'), 'utf8')
}

function make(args: readonly string[]): void {
  const { stderr, exitCode } = run(openssl, args)
  if (exitCode !== 0) throw new Error(stderr)
}
