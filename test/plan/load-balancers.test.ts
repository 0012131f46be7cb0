// The generated balancer configurations under the real nginx and HAProxy: they load as they are, and they do what they are for.
// Needs no root, and nothing outside loopback and a scratch folder: where a balancer runs, `relocated` replaces the paths it
// writes to and, for who is not root, HAProxy's change of user; nothing else.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Backend,
  type Balancer,
  type Balancers,
  CONNECT_TIMEOUT,
  isSameListener,
} from '../../src/plan/load-balancers/balancer.ts'
import { BALANCERS } from '../../src/plan/load-balancers/index.ts'
import { program, run } from '../programs.ts'
import { type ApiServer, askOften, startApiServers } from './api-servers.ts'
import {
  connectOften,
  connectTo,
  echo,
  freePort,
  receiveSyslog,
  type SyslogReceiver,
  startBackends,
  startBalancer,
  startSilentBackend,
  type TcpBackend,
} from './tcp-peers.ts'

const nginx = program('nginx')
const haproxy = program('haproxy')
const isRoot = process.getuid?.() === 0
const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-balancer-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const seed: Balancer = {
  namespace: 'default',
  cluster: 'capv-5',
  endpointHost: '192.168.10.18',
  port: 6443,
  backends: backendsAt('192.168.10.31', '192.168.10.32', '192.168.10.33'),
  healthCheck: { type: 'https', path: '/readyz' },
}
const inputs: readonly (readonly [string, Balancer])[] = [
  ["the seed's three servers", seed],
  ['one backend', { ...seed, backends: backendsAt('10.0.0.1') }],
  ['five backends', { ...seed, backends: backendsAt('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5') }],
  ['one address to listen on', { ...seed, bindAddress: '127.0.0.1', port: 8443 }],
  ['IPv6 backends', { ...seed, backends: backendsAt('2001:db8::1', '2001:db8::2', '2001:db8::3') }],
  ['both families', { ...seed, backends: backendsAt('10.0.0.1', '2001:db8::1') }],
  ['an IPv6 address to listen on', { ...seed, bindAddress: '::1' }],
]

/** One balancer for two clusters that have the same name in two namespaces. */
const two: Balancers = [
  { ...seed, namespace: 'prod' },
  { ...seed, namespace: 'test', port: 7443, backends: backendsAt('192.168.10.41', '192.168.10.42') },
]

describe.each(Object.entries(BALANCERS))('the text for %s', (_, { print }) => {
  test('of several clusters names each part once', () => {
    const text = print(two)
    const parts = [...text.matchAll(/^ *(?:upstream|frontend|backend) (\S+)/gm)].map(part => part[1])
    expect(new Set(parts).size).toBe(parts.length)
    expect(text).toContain('of clusters prod/capv-5, test/capv-5.')
    for (const each of [':6443', ':7443', '192.168.10.31:6443', '192.168.10.42:6443']) expect(text).toContain(each)
  })

  test("has exactly the seed's servers", () => {
    const servers = print([seed]).matchAll(/^ +server (?:capv\S+ )?([\d.]+:\d+)/gm)
    expect([...servers].map(server => server[1])).toEqual([
      '192.168.10.31:6443',
      '192.168.10.32:6443',
      '192.168.10.33:6443',
    ])
  })

  test('listens on IPv6 only where the endpoint or a backend has it', () => {
    expect(print([seed])).not.toContain('[::]')
    expect(print([{ ...seed, endpointHost: '2001:db8::18' }])).toContain(' [::]:6443')
    const both = print([{ ...seed, port: 443, backends: backendsAt('10.0.0.1', '2001:db8::6') }])
    for (const each of [' 0.0.0.0:443', ' [::]:443', ' 10.0.0.1:6443', ' [2001:db8::6]:6443'])
      expect(both).toContain(each)
  })

  test('listens on the given address alone', () => {
    expect(print([{ ...seed, bindAddress: '192.168.10.18' }])).toMatch(/^ +(listen|bind) 192\.168\.10\.18:6443;?$/m)
    expect(print([{ ...seed, bindAddress: '2001:db8::18' }])).toMatch(/^ +(listen|bind) \[2001:db8::18\]:6443;?$/m)
    expect(print([{ ...seed, bindAddress: '192.168.10.18' }])).not.toContain('0.0.0.0')
  })
})

test.each<[is: boolean, a: Partial<Balancer>, b: Partial<Balancer>]>([
  [true, {}, {}],
  [false, {}, { port: 7443 }],
  [true, {}, { bindAddress: '10.0.0.1' }],
  [true, { bindAddress: '10.0.0.1' }, { bindAddress: '10.0.0.1' }],
  [false, { bindAddress: '10.0.0.1' }, { bindAddress: '10.0.0.2' }],
  [false, {}, { bindAddress: '2001:db8::1' }],
  [true, { endpointHost: '2001:db8::18' }, { bindAddress: '2001:db8::1' }],
])('two listeners are the same: %s', (is, a, b) => {
  expect(isSameListener({ ...seed, ...a }, { ...seed, ...b })).toBe(is)
  expect(isSameListener({ ...seed, ...b }, { ...seed, ...a })).toBe(is)
})

describe.skipIf(nginx === undefined)('nginx', () => {
  const hasIpv6 = Object.values(networkInterfaces()).some(device => device?.some(({ address }) => address === '::1'))
  for (const [title, balancer] of inputs) {
    // `nginx -t` opens its listeners, which a machine without IPv6 refuses.
    test.skipIf(!hasIpv6 && JSON.stringify(balancer).includes('::'))(`loads ${title}`, () => {
      expectLoads(nginx, ['-t', '-c', relocated('Nginx', [balancer])])
    })
  }

  // Opens the real log and pid file, as the operator's own `nginx -t` would.
  test.skipIf(!isRoot)('loads the file exactly as it is shipped', () => {
    expectLoads(nginx, ['-t', '-c', written('nginx.conf', BALANCERS.Nginx.print([seed]))])
  })

  const debianModule = '/usr/lib/nginx/modules/ngx_stream_module.so'
  test.skipIf(!existsSync(debianModule))(
    "finds its module in Red Hat's layout, where the other folder does not exist",
    () => {
      const folder = mkdtempSync(join(scratch, 'redhat-'))
      writeFileSync(join(folder, 'mod-stream.conf'), `load_module "${debianModule}";\n`)
      const moved = BALANCERS.Nginx.print([seed])
        .replace('include /usr/share/nginx/modules/', `include ${folder}/`)
        .replace('include /etc/nginx/modules-enabled/', `include ${folder}/absent/`)
      expectLoads(nginx, ['-t', '-c', relocate('nginx.conf', moved)])
    },
  )

  test('loads two clusters', () => expectLoads(nginx, ['-t', '-c', relocated('Nginx', two)]))

  proxies('Nginx', nginx, file => ['-c', file, '-g', 'daemon off;'])
  sharesOneBalancer('Nginx', nginx, file => ['-c', file, '-g', 'daemon off;'])
})

describe.skipIf(haproxy === undefined)('HAProxy', () => {
  test.each(inputs)('loads %s, exactly as it is shipped', (_, balancer) => {
    expectLoads(haproxy, ['-c', '-f', written('haproxy.cfg', BALANCERS.HAProxy.print([balancer]))])
  })

  test('loads two clusters, exactly as it is shipped', () => {
    expectLoads(haproxy, ['-c', '-f', written('haproxy.cfg', BALANCERS.HAProxy.print(two))])
  })

  test('loads plain TCP checks, exactly as it is shipped', () => {
    const text = BALANCERS.HAProxy.print([{ ...seed, healthCheck: { type: 'tcp' } }])
    expectLoads(haproxy, ['-c', '-f', written('haproxy.cfg', text)])
  })

  proxies('HAProxy', haproxy, file => ['-db', '-f', file])
  asksForReadiness()
  sharesOneBalancer('HAProxy', haproxy, file => ['-db', '-f', file])
})

const openssl = program('openssl')

/** API servers that accept every connection and every TLS handshake: only what they answer tells them apart. */
function asksForReadiness() {
  describe.skipIf(openssl === undefined)('in front of API servers', () => {
    let servers: readonly ApiServer[] = []
    let syslog: SyslogReceiver | undefined
    let port = 0
    let stop = async () => {}

    beforeAll(async () => {
      servers = await startApiServers(['127.0.0.2', '127.0.0.3'], selfSigned())
      servers[0]?.answer(500)
      syslog = await receiveSyslog()
      port = await freePort()
      const balancer = { ...inFrontOf(servers, port), healthCheck: { type: 'https', path: '/readyz' } } as const
      const file = relocated('HAProxy', [balancer], `127.0.0.1:${syslog.port}`)
      stop = await startBalancer(haproxy, ['-db', '-f', file], port, askOften)
    })
    afterAll(async () => {
      await stop()
      await Promise.all(servers.map(each => each.close()))
      syslog?.close()
    })

    test('one that answers 500 gets nothing, one that answers 200 gets all', { timeout: 60_000 }, async () => {
      await syslog?.until(/capv-5-controlplane-0 failed, reason: Layer7 wrong status, code: 500/)
      expect(await askOften(port, 50)).toEqual({ '127.0.0.3': 50 })
    })

    test('follows them as they change', { timeout: 60_000 }, async () => {
      servers[0]?.answer(200)
      await syslog?.until(/capv-5-controlplane-0 is UP/)
      expect(await askOften(port, 50)).toEqual({ '127.0.0.2': 25, '127.0.0.3': 25 })
      servers[1]?.answer(401)
      await syslog?.until(/capv-5-controlplane-1 is DOWN/)
      expect(await askOften(port, 50)).toEqual({ '127.0.0.2': 50 })
    })

    test('asks for nothing but /readyz', () => {
      expect(new Set(servers.flatMap(each => each.checked()))).toEqual(new Set(['GET /readyz']))
    })
  })
}

function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(scratch, 'certificate-'))
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') }
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=kube-apiserver']
  const { exitCode, stderr } = run(openssl, [...request, '-keyout', files.key, '-out', files.cert])
  expect(exitCode, stderr).toBe(0)
  return { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.cert, 'utf8') }
}

function proxies(type: keyof typeof BALANCERS, path: string | undefined, args: (file: string) => readonly string[]) {
  // The tests of this group share one balancer and run in order.
  describe('in front of three backends', () => {
    const hosts = ['127.0.0.2', '127.0.0.3', '127.0.0.4']
    let backends: readonly TcpBackend[] = []
    let syslog: SyslogReceiver | undefined
    let port = 0
    let stop = async () => {}
    let idle: Socket | undefined

    beforeAll(async () => {
      backends = await startBackends(hosts)
      syslog = await receiveSyslog()
      port = await freePort()
      const file = relocated(type, [inFrontOf(backends, port)], `127.0.0.1:${syslog.port}`)
      stop = await startBalancer(path, args(file), port)
    })
    afterAll(async () => {
      idle?.destroy()
      await stop()
      await Promise.all(backends.map(each => each.close()))
      syslog?.close()
    })

    test('all backends get their share', async () => {
      expect(Object.keys(await connectOften(port, 30)).sort()).toEqual(hosts)
      // Held by a backend that stays up, for the last test.
      idle = await connectTo(port, '127.0.0.2')
    })

    test('50 of 50 connections succeed from the moment that one backend is down', async () => {
      await backends[2]?.close()
      const { '127.0.0.2': first = 0, '127.0.0.3': second = 0, ...others } = await connectOften(port, 50)
      expect([first + second, others]).toEqual([50, {}])
      // Evenly, give or take the connections that were tried on the dead one first.
      expect(Math.min(first, second)).toBeGreaterThanOrEqual(15)
    })

    // nginx has no checks of its own: it finds out through clients, as the test before shows.
    if (type === 'HAProxy') {
      test('50 of 50 connections succeed once the check has noticed', { timeout: 60_000 }, async () => {
        await syslog?.until(/capv-5-controlplane-2 is DOWN/)
        const { '127.0.0.2': first, '127.0.0.3': second, ...others } = await connectOften(port, 50)
        expect([first, second, others]).toEqual([25, 25, {}])
      })
    }

    test('50 of 50 connections succeed with a single backend left', async () => {
      await backends[1]?.close()
      expect(await connectOften(port, 50)).toEqual({ '127.0.0.2': 50 })
      await backends[1]?.open()
    })

    test('a backend that comes back is used again', { timeout: 60_000 }, async () => {
      await backends[2]?.open()
      const back = await connectTo(port, '127.0.0.4')
      back.destroy()
    })

    test('a connection that was silent for longer than the connect timeout still works', async () => {
      await sleep(1_000 + 1_000 * Number.parseInt(CONNECT_TIMEOUT, 10))
      expect(await echo(idle, 'still here')).toBe('still here')
    })
  })

  test.runIf(process.platform === 'linux')(
    'goes on to the next where a backend is switched off',
    { timeout: 60_000 },
    async () => {
      const [off, ...backends] = await startBackends(['127.0.0.2', '127.0.0.3', '127.0.0.4'])
      if (off === undefined) throw new Error('three backends were started')
      await off.close()
      const endSilent = await startSilentBackend(off.host, off.port)
      const port = await freePort()
      const stop = await startBalancer(path, args(relocated(type, [inFrontOf([off, ...backends], port)])), port)
      const { '127.0.0.3': first = 0, '127.0.0.4': second = 0, ...others } = await connectOften(port, 9)
      await Promise.all([stop(), endSilent(), ...backends.map(each => each.close())])
      expect([first + second, others]).toEqual([9, {}])
    },
  )
}

/** Each cluster's port leads to its own API servers. */
function sharesOneBalancer(
  type: keyof typeof BALANCERS,
  path: string | undefined,
  args: (file: string) => readonly string[],
) {
  test('in front of two clusters keeps them apart', { timeout: 60_000 }, async () => {
    const [first, second, third] = await startBackends(['127.0.0.2', '127.0.0.3', '127.0.0.4'])
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were started')
    const ports = [await freePort(), await freePort()] as const
    const balancers: Balancers = [
      { ...inFrontOf([first, second], ports[0]), namespace: 'prod' },
      { ...inFrontOf([third], ports[1]), namespace: 'test' },
    ]
    const stop = await startBalancer(path, args(relocated(type, balancers)), ports[0])
    const served = await Promise.all([connectOften(ports[0], 20), connectOften(ports[1], 4)])
    await Promise.all([stop(), ...[first, second, third].map(each => each.close())])
    expect(Object.keys(served[0]).sort()).toEqual(['127.0.0.2', '127.0.0.3'])
    expect(served[1]).toEqual({ '127.0.0.4': 4 })
  })
}

function backendsAt(...addresses: readonly string[]): readonly Backend[] {
  return addresses.map((address, index) => ({ name: `capv-5-controlplane-${index}`, address, port: 6443 }))
}

function inFrontOf(backends: readonly Pick<TcpBackend, 'host' | 'port'>[], port: number): Balancer {
  const named = backends.map(({ host, port }, index) => ({ name: `capv-5-controlplane-${index}`, address: host, port }))
  return {
    namespace: 'default',
    cluster: 'capv-5',
    endpointHost: '127.0.0.1',
    bindAddress: '127.0.0.1',
    port,
    backends: named,
    healthCheck: { type: 'tcp' },
  }
}

function relocated(type: keyof typeof BALANCERS, balancers: Balancers, syslog = '127.0.0.1'): string {
  return relocate(BALANCERS[type].fileName, BALANCERS[type].print(balancers), syslog)
}

/** Writes the configuration with the paths that the program writes to moved into the scratch folder; returns the file. */
function relocate(fileName: string, text: string, syslog = '127.0.0.1'): string {
  const folder = mkdtempSync(join(scratch, 'run-'))
  mkdirSync(join(folder, 'log'))
  const moved = text
    .replace('error_log /var/log/nginx/', `error_log ${folder}/log/`)
    .replace('pid /run/', `pid ${folder}/`)
    .replace('log /dev/log', `log ${syslog}`)
  // Only root may change its user.
  return written(fileName, isRoot ? moved : moved.replace(/^ *(user|group) haproxy\n/gm, ''))
}

function written(fileName: string, text: string): string {
  const file = join(mkdtempSync(join(scratch, 'file-')), fileName)
  writeFileSync(file, text)
  return file
}

/** Warnings are failures: an operator would take them for one. */
function expectLoads(path: string | undefined, args: readonly string[]) {
  const { stdout, stderr, exitCode } = run(path, args)
  const complaints = `${stdout}${stderr}`.match(/warn|alert|emerg|error/gi)
  expect({ exitCode, complaints }, stderr).toEqual({ exitCode: 0, complaints: null })
}
