import { describe, expect, test } from 'vitest'
import { haCluster, planSpec, type Spec } from '../../../test/render/sample-clusters.ts'
import { resolve } from '../../config/resolve/resolve.ts'
import type { NodeSetup } from '../model.ts'
import { controlPlaneSetups } from '../user-data.ts'
import { completeNoProxy } from './no-proxy.ts'

function setupOf(spec: Spec, capvVersion = 'v1.16.1'): NodeSetup {
  const [setup] = controlPlaneSetups(planSpec(capvVersion, spec).controlPlane)
  if (setup === undefined) throw new Error('a sample has nodes')
  return setup
}

function fileOf(setup: NodeSetup | undefined, path: string): string | undefined {
  const content = setup?.files.find(file => file.path === path)?.content
  return content !== undefined && 'text' in content ? content.text : undefined
}

const DROP_IN = '/etc/systemd/system/containerd.service.d/http-proxy.conf'

function noProxyOf(setup: NodeSetup | undefined): readonly string[] {
  return (/NO_PROXY=([^"]*)"/.exec(fileOf(setup, DROP_IN) ?? '')?.[1] ?? '').split(',')
}

const PROXY = { httpsProxy: 'http://proxy.example.test:3128' }

describe('noProxy', () => {
  test('has its frozen order, each entry once', () => {
    const resolved = resolve(
      haCluster('v1.16.1', {
        controlPlaneEndpoint: 'api.example.test:6443',
        vsphere: { server: 'https://vcenter.example.test:443/sdk', datacenter: 'lab' },
        clusterNetwork: {
          pods: ['10.244.0.0/16', 'fd00:244::/56'],
          services: ['10.96.0.0/12', 'fd00:96::/112'],
          serviceDomain: 'corp.local',
        },
        loadBalancer: { type: 'KubeVIP', addresses: ['10.0.0.10', 'fd00::0:10'] },
        network: { name: 'a', gateway: '10.0.0.1', extraDevices: [{ name: 'b', addresses: ['10.9.0.11-13/22'] }] },
        controlPlane: { type: 'Machines', addresses: ['10.0.0.11-12/24', '10.0.1.13/24', 'fd00::11-13/64'] },
        node: {
          proxy: { ...PROXY, noProxy: ['.example.test', '10.0.0.0/24', '.example.test'] },
          registryMirrors: [
            {
              registry: 'docker.io',
              endpoints: [{ url: 'https://m.example.test:5000/v2' }, { url: 'http://[fd00::7]:80' }],
            },
          ],
        },
      }),
    )
    const { release, controlPlane } = resolved
    if (release === undefined) throw new Error('v1.16.1 is a release')
    expect(completeNoProxy({ ...resolved, release }, controlPlane.shape)).toEqual([
      ...['.example.test', '10.0.0.0/24'],
      ...['localhost', '127.0.0.1', '::1'],
      ...['.corp.local', '.svc'],
      ...['10.244.0.0/16', 'fd00:244::/56', '10.96.0.0/12', 'fd00:96::/112'],
      ...['fd00::/64', '10.9.0.0/22', '10.0.1.0/24'],
      'api.example.test',
      ...['10.0.0.10', 'fd00::10'],
      'vcenter.example.test',
      ...['m.example.test', 'fd00::7'],
    ])
  })

  test('is alike on all nodes of a control plane, and knows nothing of other roles', () => {
    const plan = planSpec('v1.16.1', {
      controlPlane: { type: 'Machines', addresses: ['10.0.0.11/24', '10.0.1.12/24'] },
      workers: [
        { name: 'a', addresses: ['10.0.2.250-10.0.3.5/24'] },
        { name: 'b', network: { name: 'b', dhcp4: true } },
      ],
      node: { proxy: PROXY },
    })
    const [one, two] = controlPlaneSetups(plan.controlPlane).map(noProxyOf)
    expect(one).toEqual(two)
    const networks = (entries: readonly string[] | undefined) => entries?.filter(entry => /^10\.0\..*\/24$/.test(entry))
    expect(networks(one)).toEqual(['10.0.0.0/24', '10.0.1.0/24'])
    const [a, b] = plan.workers.map(({ setup }) => networks(noProxyOf(setup)))
    expect([a, b]).toEqual([['10.0.2.0/24', '10.0.3.0/24'], []])
  })

  test('has the networks of the failure domain of a pool', () => {
    const tag = (name: string) => ({ name, type: 'ComputeCluster', tagCategory: 'k8s' }) as const
    const place = { region: tag('eu'), datacenter: 'dc' }
    const zone = {
      name: 'a',
      ...place,
      zone: tag('a'),
      networks: ['names only', { name: 'n', addresses: ['10.7.0.11-20/24'] }],
    }
    const plan = planSpec('v1.16.1', {
      failureDomains: [
        zone,
        { name: 'b', ...place, zone: tag('b'), networks: [{ name: 'n', addresses: ['10.8.0.11-20/24'] }] },
      ],
      controlPlane: { type: 'KubeadmControlPlane' },
      workers: [{ name: 'w', failureDomain: 'b' }, { name: 'elsewhere' }],
      node: { proxy: PROXY },
    })
    expect(noProxyOf(plan.workers[0]?.setup)).toContain('10.8.0.0/24')
    expect(noProxyOf(plan.workers[0]?.setup)).not.toContain('10.7.0.0/24')
    expect(noProxyOf(plan.workers[1]?.setup).filter(entry => /^10\.[78]\./.test(entry))).toEqual([])
    const [node] = controlPlaneSetups(plan.controlPlane)
    expect(noProxyOf(node)).toEqual(expect.arrayContaining(['10.7.0.0/24', '10.8.0.0/24']))
  })
})

test('what systemd would expand or unquote in a proxy arrives as it was', () => {
  const setup = setupOf({ node: { proxy: { httpProxy: 'http://a%20b"c\\d' } } })
  expect(fileOf(setup, DROP_IN)).toMatch(
    /^\[Service\]\nEnvironment="HTTP_PROXY=http:\/\/a%%20b\\"c\\\\d"\nEnvironment="NO_PROXY=/,
  )
  expect(fileOf(setup, DROP_IN.replace('containerd', 'kubelet'))).toBe(fileOf(setup, DROP_IN))
})

describe('only what a field asks for', () => {
  const commands = (spec: Spec) =>
    setupOf(spec).preKubeadmCommands.filter(command => command.startsWith('/etc/capv-ha/'))
  const RESTART = '/etc/capv-ha/restart-containerd.sh || exit 1'

  test.each<[string, Spec, readonly string[]]>([
    ['nothing', {}, []],
    ['lists without an entry', { node: { registryMirrors: [], trustedCAs: [], ntpServers: [], mounts: [] } }, []],
    [
      'what an override takes away',
      {
        node: { proxy: PROXY },
        controlPlane: { type: 'Machines', addresses: ['10.0.0.11/24'], node: { proxy: null } },
      },
      [],
    ],
    ['time servers', { node: { ntpServers: ['a'] } }, []],
    ['a disk', { node: { mounts: [['/dev/sdb1', '/var/lib/data']] } }, []],
    ['a disk over the images', { node: { mounts: [['/dev/sdb1', '/var/lib/']] } }, [RESTART]],
    ['a proxy', { node: { proxy: PROXY } }, [RESTART]],
    ['CAs', { node: { trustedCAs: [{ name: 'a', pem: '' }] } }, ['/etc/capv-ha/trusted-cas.sh || exit 1', RESTART]],
  ])('%s', (_, spec, expected) => expect(commands(spec)).toEqual(expected))
})

test('a mirror of every kind', () => {
  const endpoints = [
    { url: 'https://a.example.test/v2/"hub"\\', ca: 'PEM\n', overridePath: true },
    { url: 'http://b.example.test', skipVerify: false },
    { url: 'https://c.example.test', caSecret: { name: 's', key: 'k' }, skipVerify: true },
  ]
  const setup = setupOf({ node: { registryMirrors: [{ registry: 'docker.io', endpoints }] } })
  expect(fileOf(setup, '/etc/containerd/certs.d/docker.io/hosts.toml')).toBe(`# Made by capv-ha.

[host."https://a.example.test/v2/\\"hub\\"\\\\"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/containerd/certs.d/docker.io/mirror-0.crt"
  override_path = true

[host."http://b.example.test"]
  capabilities = ["pull", "resolve"]

[host."https://c.example.test"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/containerd/certs.d/docker.io/mirror-2.crt"
  skip_verify = true
`)
  const certificates = setup.files.filter(({ path }) => path.endsWith('.crt'))
  expect(certificates.map(({ path, content }) => [path.slice(-12), content])).toEqual([
    ['mirror-0.crt', { text: 'PEM\n' }],
    ['mirror-2.crt', { secret: { name: 's', key: 'k' } }],
  ])
})

test('with ignition time servers are a file', () => {
  const setup = setupOf({ node: { format: 'ignition', ntpServers: ['a', 'b'] } })
  expect(setup.ntpServers).toEqual([])
  expect(fileOf(setup, '/etc/systemd/timesyncd.conf.d/10-capv-ha.conf')).toBe('[Time]\nNTP=a b\n')
})
