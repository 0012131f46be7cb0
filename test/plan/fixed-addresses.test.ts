// Fixed addresses of machines that a controller makes: what is enough, what a rollout does with it, and who shares a pool.

import { describe, expect, test } from 'vitest'
import { runChecks, runChecksAcross } from '../../src/config/checks/index.ts'
import { wholeOf } from '../../src/config/checks/usable-part.ts'
import { resolve } from '../../src/config/resolve/resolve.ts'
import type { HACluster, HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import { krm } from '../../src/hosts/krm.ts'
import { textOfPieces } from '../../src/pieces.ts'
import { formatPath } from '../../src/problems/problem.ts'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { readYamlValue } from '../../src/read/documents/yaml-value.ts'
import { fakeWorld } from '../fake-world.ts'
import { haCluster, planSpec, type Spec } from '../render/sample-clusters.ts'

const RELEASE = 'v1.16.1'
type Pool = NonNullable<HAClusterSpec['workers']>[number]
type Zone = NonNullable<HAClusterSpec['failureDomains']>[number]
type Controlled = Extract<HAClusterSpec['controlPlane'], { type: 'KubeadmControlPlane' }>

describe('a KubeadmControlPlane', () => {
  test.each<[addresses: number, replicas: number, maxSurge: number]>([
    [3, 3, 0],
    [4, 3, 1],
    [5, 5, 0],
    [6, 5, 1],
    [2, 1, 1],
  ])('with %i addresses for %i machines adds %i during a rollout', (addresses, replicas, maxSurge) => {
    const spec = controlled({ addresses: [`10.0.0.11-${10 + addresses}/24`], replicas })
    expect(errors(spec)).toEqual([])
    expect(planSpec(RELEASE, spec).controlPlane).toMatchObject({ rollout: { maxSurge } })
  })

  test.each<[string, Partial<Controlled>, string]>([
    ['one too few', { addresses: ['10.0.0.11-12/24'] }, 'pool-too-small spec.controlPlane.addresses'],
    ['five on four', { addresses: ['10.0.0.11-14/24'], replicas: 5 }, 'pool-too-small spec.controlPlane.addresses'],
    [
      'no spare and a surge',
      { addresses: ['10.0.0.11-13/24'], rollout: { maxSurge: 1 } },
      'no-spare-address spec.controlPlane.rollout.maxSurge',
    ],
    ['one machine alone', { addresses: ['10.0.0.11/24'], replicas: 1 }, 'no-spare-address spec.controlPlane.addresses'],
    [
      'IPv6 short of one',
      { addresses: ['10.0.0.11-14/24', '2001:db8::11-12/64'] },
      'pool-too-small spec.controlPlane.addresses',
    ],
  ])('is refused with %s', (_, change, expected) => expect(errors(controlled(change))).toContain(expected))

  test('is told how many addresses are missing, of which family', () => {
    const spec = controlled({ addresses: ['10.0.0.11-15/24', '2001:db8::11-13/64'], replicas: 5 })
    const [problem] = problems(spec).filter(({ code }) => code === 'pool-too-small')
    expect(problem?.message).toContain('must hold 2 more IPv6 addresses: 5 machines draw from it, and it hands out 3')
    expect(problem?.fix).toContain('add 2, or 3 for rolling updates')
  })

  test('may draw from more addresses than standalone nodes can have slots', () => {
    const spec = controlled({ addresses: ['2001:db8::1:0-ffff/64'] }, { name: 'm', gateway6: '2001:db8::1' })
    const clusterNetwork = { pods: ['fd00:10:244::/56'], services: ['fd00:10:96::/112'] }
    const controlPlaneEndpoint = '[2001:db8::18]:6443'
    expect(errors({ ...spec, clusterNetwork, controlPlaneEndpoint })).toEqual([])
  })

  test('has its balancer know every address, in their order, once', () => {
    const addresses = ['10.0.0.30/24', '10.0.0.11-13/24', '2001:db8::11-14/64']
    const text = configuration({ ...controlled({ addresses }), loadBalancer: { type: 'Nginx' } })
    expect(servers(text)).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.13', '10.0.0.30'])
  })

  test('has its balancer use the family of the endpoint', () => {
    const spec: Spec = {
      ...controlled({ addresses: ['10.0.0.11-14/24', '2001:db8::11-14/64'] }),
      ...{ controlPlaneEndpoint: '[2001:db8::18]:6443', loadBalancer: { type: 'HAProxy' } },
    }
    expect(configuration(spec)).toContain('server 2001-db8--14 [2001:db8::14]:6443 check')
    expect(configuration(spec)).not.toContain('10.0.0.1')
  })

  test('cannot have more backends than anybody means', () => {
    const spec: Spec = { ...controlled({ addresses: ['10.0.0.11-10.9.255.254/8'] }), loadBalancer: { type: 'Nginx' } }
    expect(errors(spec)).toContain('range-too-large spec.controlPlane.addresses')
  })
})

describe('worker pools', () => {
  test.each<[string, Partial<Pool>, object]>([
    ['a spare address', { replicas: 2, addresses: ['10.0.0.51-53/24'] }, { maxSurge: 1, maxUnavailable: 0 }],
    ['no spare address', { replicas: 2, addresses: ['10.0.0.51-52/24'] }, { maxSurge: 0, maxUnavailable: 1 }],
    [
      'the most of an autoscaler',
      { autoscale: { min: 1, max: 3 }, addresses: ['10.0.0.51-53/24'] },
      { maxSurge: 0, maxUnavailable: 1 },
    ],
    [
      'a pool that is not known',
      { replicas: 2, network: { addressesFromPools: [reference('others')] } },
      { maxSurge: 1, maxUnavailable: 0 },
    ],
  ])('with %s', (_, change, rollout) => {
    const spec = withPool(change)
    expect(errors(spec)).toEqual([])
    expect(planSpec(RELEASE, spec).workers[0]?.rollout).toEqual(rollout)
  })

  test('are as large as an autoscaler may make them', () => {
    const spec = withPool({ autoscale: { min: 1, max: 4 }, addresses: ['10.0.0.51-53/24'] })
    expect(errors(spec)).toEqual(['pool-too-small spec.workers[0].addresses'])
  })

  test('that draw from the pool of another count there', () => {
    const shared = { name: 'b', replicas: 2, network: { addressesFromPools: [reference('alpha-a')] } }
    const pool = { name: 'a', replicas: 2, network: { extraDevices: null } }
    const spec = (last: number) => ({
      ...withPool({}),
      workers: [{ ...pool, addresses: [`10.0.0.51-${last}/24`] }, shared],
    })
    expect(errors(spec(53))).toEqual(['pool-too-small spec.workers[0].addresses'])
    expect(errors(spec(54))).toEqual([])
    expect(planSpec(RELEASE, spec(54)).workers.map(({ rollout }) => rollout.maxSurge)).toEqual([0, 0])
  })

  test('of another cluster count as well, in its namespace alone', () => {
    const owner = withPool({ replicas: 2, addresses: ['10.0.0.51-53/24'] })
    const user: Spec = {
      ...withPool({ replicas: 2, network: { addressesFromPools: [reference('alpha-md-0')] } }),
      ...{ controlPlaneEndpoint: '10.0.0.20', controlPlane: { type: 'Machines', addresses: ['10.0.0.41-43/24'] } },
    }
    expect(across(owner, { name: 'beta', namespace: 'clusters' }, user)).toEqual([
      '1 pool-too-small spec.workers[0].network.addressesFromPools[0]',
    ])
    expect(across(owner, { name: 'beta', namespace: 'other' }, user)).toEqual([])
  })
})

describe('failure domains with networks', () => {
  test.each<[replicas: number, zones: number, addresses: number, maxSurge: number | undefined]>([
    [3, 3, 1, 0],
    [3, 3, 2, 1],
    [3, 2, 2, 0],
    [5, 3, 2, 0],
    [5, 3, 3, 1],
    [5, 2, 2, undefined],
    [3, 5, 1, 0],
    [7, 12, 2, 1],
  ])('%i machines over %i of them with %i addresses each', (replicas, zones, addresses, maxSurge) => {
    const spec = overZones(zones, addresses, { replicas })
    if (maxSurge === undefined)
      expect(new Set(errors(spec).map(code => code.split(' ')[0]))).toEqual(new Set(['pool-too-small']))
    else {
      expect(errors(spec)).toEqual([])
      expect(planSpec(RELEASE, spec).controlPlane).toMatchObject({ rollout: { maxSurge } })
    }
  })

  test('hold their workers beside the control plane', () => {
    const workers = [{ name: 'md-0', replicas: 2, failureDomain: 'z1' }]
    expect(errors({ ...overZones(3, 2, {}), workers })).toEqual([
      'pool-too-small spec.failureDomains[1].networks[0].addresses',
    ])
    expect(errors({ ...overZones(3, 3, {}), workers })).toEqual([])
    expect(planSpec(RELEASE, { ...overZones(3, 3, {}), workers }).workers[0]?.rollout.maxSurge).toBe(0)
  })

  test('that the control plane is not named for are kept from it', () => {
    const spec = overZones(3, 2, { failureDomains: ['z0', 'z2'] })
    expect(errors(spec)).toEqual([])
    expect(planSpec(RELEASE, spec).zones.map(({ controlPlane }) => controlPlane)).toEqual([true, false, true])
    const balanced: Spec = { ...spec, loadBalancer: { type: 'Nginx' } }
    expect(servers(configuration(balanced))).toEqual(['10.1.0.10', '10.1.0.11', '10.1.2.10', '10.1.2.11'])
  })
})

test('twelve failure domains and two hundred workers, twice', async () => {
  const workers = Array.from({ length: 40 }, (_, i) => ({ name: `w${i}`, replicas: 5, failureDomain: `z${i % 12}` }))
  const spec: Spec = { ...overZones(12, 25, { replicas: 7 }), workers, loadBalancer: { type: 'HAProxy' } }
  const cluster = { ...haCluster(RELEASE, spec), metadata: { name: 'alpha', namespace: 'clusters' } }
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: [cluster] }
  const first = await krm(fakeWorld({}, { stdin: JSON.stringify(list) }))
  expect(first.exitCode).toBe(0)
  const text = textOfPieces(first.stdout)
  const kinds = kindsIn(text)
  const counts = (kind: string) => kinds.filter(each => each === kind).length
  expect(counts('VSphereDeploymentZone')).toBe(12)
  expect(counts('InClusterIPPool')).toBe(12)
  expect(counts('MachineDeployment')).toBe(40)
  expect(text.match(/server [\d.]+ [\d.]+:6443 check/g)).toHaveLength(300)
  const second = await krm(fakeWorld({}, { stdin: text }))
  expect(textOfPieces(second.stdout).replace(/^results:[\s\S]*$/m, '')).toBe(text.replace(/^results:[\s\S]*$/m, ''))
})

function kindsIn(list: string): readonly unknown[] {
  const value: unknown = parseDocuments(list)[0]?.resolve().value
  return Object.entries(Object(value)).flatMap(([key, items]) =>
    key === 'items' && Array.isArray(items) ? items.map(item => Object(item).kind) : [],
  )
}

function controlled(change: Partial<Controlled>, network: Spec['network'] = NETWORK): Spec {
  return {
    network: network ?? NETWORK,
    cloudProvider: { type: 'Unmanaged' },
    controlPlane: { type: 'KubeadmControlPlane', ...change },
  }
}

const NETWORK = {
  ...{ name: 'management', gateway: '10.0.0.1', gateway6: '2001:db8::1', nameservers: ['10.0.0.2'] },
}

function withPool(change: Partial<Pool>): Spec {
  return { ...controlled({ addresses: ['10.0.0.11-14/24'] }), workers: [{ name: 'md-0', ...change }] }
}

function reference(name: string) {
  return { apiGroup: 'ipam.cluster.x-k8s.io', kind: 'InClusterIPPool', name }
}

function overZones(zones: number, addresses: number, change: Partial<Controlled>): Spec {
  const failureDomains = Array.from(
    { length: zones },
    (_, i): Zone => ({
      name: `z${i}`,
      region: { name: 'dc1', type: 'Datacenter', tagCategory: 'region' },
      zone: { name: `z${i}`, type: 'ComputeCluster', tagCategory: 'zone' },
      ...{ datacenter: 'lab', computeCluster: `z${i}` },
      networks: [{ name: `net${i}`, addresses: [`10.1.${i}.10-${9 + addresses}/24`], gateway: `10.1.${i}.1` }],
    }),
  )
  return { ...controlled(change, { name: 'management', nameservers: ['10.0.0.2'] }), failureDomains }
}

function problems(spec: Spec) {
  return runChecks(resolve(haCluster(RELEASE, spec)), readYamlValue)
}

function errors(spec: Spec): readonly string[] {
  const found = problems(spec).filter(({ severity }) => severity === 'error')
  return found.map(({ code, path }) => `${code} ${formatPath(path)}`)
}

function across(first: Spec, metadata: HACluster['metadata'], second: Spec): readonly string[] {
  const clusters = [haCluster(RELEASE, first), { ...haCluster(RELEASE, second), metadata }].map(resolve)
  return runChecksAcross(clusters.map(wholeOf)).map(
    ({ cluster, problem }) => `${cluster} ${problem.code} ${formatPath(problem.path)}`,
  )
}

function configuration(spec: Spec): string {
  const { loadBalancer } = planSpec(RELEASE, spec)
  return 'configuration' in loadBalancer ? loadBalancer.configuration.text : ''
}

function servers(nginx: string): readonly string[] {
  return [...nginx.matchAll(/^ +server ([\d.]+):6443/gm)].map(([, address = '']) => address)
}
