import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { jinjaIn } from '../../../facts/jinja.ts'
import { defaultKubeVipVersion, kubeVipTag } from '../../../facts/kube-vip.ts'
import { type KubeVip, kubeVipHosts, kubeVipPod } from './kube-vip.ts'

const IPV4: KubeVip = { image: 'kube-vip:v1', addresses: ['10.0.0.10'], port: 6443 }

/** Frozen: a byte more or less replaces every control plane that has it. */
test.each([
  ['an address', IPV4, '6345085d04fb35f868424f8dfd2755089a364d2503b6ad50c572e001c05e27c5'],
  [
    'an interface',
    { ...IPV4, interface: 'eth1', port: 8443 },
    '583badcf74247aeb6d713f3a4b0a87eae8ad133d2518258c7c223b2d657a8767',
  ],
  [
    'two families',
    { ...IPV4, addresses: ['10.0.0.10', 'fd00::10'] },
    '98ef07e0835606ec96e923e7f68054c413666dd7ce1a706da5db2ca1ee6d6fd2',
  ],
])('the pod with %s is the one that lies on nodes', (_, kubeVip, hash) => {
  expect(sha256(kubeVipPod(kubeVip))).toBe(hash)
})

test.each([
  [[4], '127.0.0.1 localhost kubernetes\n'],
  [[4, 6], '127.0.0.1 localhost kubernetes\n'],
  [[6], '127.0.0.1 localhost kubernetes\n::1 localhost kubernetes\n'],
] as const)('the API server of the own node, where the addresses are IPv%s', (families, text) => {
  expect(kubeVipHosts(families)).toBe(text)
})

test.each([
  ['1.16.3', 'v0.4.4'],
  ['v1.19.16', 'v0.4.4'],
  ['v1.20.0', 'v0.9.2'],
  ['v1.28.15', 'v0.9.2'],
  ['1.29.0', 'v1.2.3'],
  ['v1.37.0', 'v1.2.3'],
])('Kubernetes %s gets kube-vip %s', (kubernetes, version) => expect(defaultKubeVipVersion(kubernetes)).toBe(version))

test.each([
  ['v1.2.3', 'v1.2.3'],
  ['1.2.3', 'v1.2.3'],
  ['0.9', 'v0.9.0'],
  ['v1.0.0-rc.1', 'v1.0.0-rc.1'],
])('%s has the tag %s', (written, tag) => expect(kubeVipTag(written)).toBe(tag))

test('the pod says what it is told, whatever that is', () => {
  const hostile = { image: 'a"\\b: #', addresses: ['fd00::10'], port: 1, interface: 'e"\\: #' }
  const text = kubeVipPod(hostile)
  const [{ image, env }] = parse(text).spec.containers
  const variable = (name: string) => env.find((each: { readonly name: string }) => each.name === name)?.value
  expect([image, variable('vip_interface'), variable('address'), variable('port')]).toEqual([
    hostile.image,
    hostile.interface,
    'fd00::10',
    '1',
  ])
  expect(jinjaIn(text)).toEqual({ meant: false })
})

/** Their meaning has changed between releases, and none of them is needed. */
test('the pod names no mask, no service load balancing', () => {
  expect(kubeVipPod(IPV4)).not.toMatch(/vip_cidr|vip_subnet|svc_|lb_/)
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
