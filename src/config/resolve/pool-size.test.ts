// What pools of the in-cluster provider v1.1.0-rc.2 hand out, read from `status.ipAddresses.total` of real ones.

import { expect, test } from 'vitest'
import { type Ip, lastOf, parseIp, parseNetwork } from '../../addresses.ts'
import { handedOut, type Span, withheldOf } from './pool-size.ts'

test.each<[addresses: string, prefix: number, gateway: string, excluded: string, total: number]>([
  ['10.1.0.20-10.1.0.23', 24, '10.1.0.1', '', 4],
  ['10.1.1.1-10.1.1.4', 24, '10.1.1.2', '', 3],
  ['10.1.10.5-10.1.10.8, 10.1.10.7-10.1.10.9', 24, '10.1.10.1', '', 5],
  ['10.1.11.0/30', 30, '10.1.11.1', 'allocateReservedIPAddresses', 3],
  ['10.1.12.250-10.1.12.255, 10.1.13.0-10.1.13.3', 23, '10.1.12.1', '', 10],
  ['10.1.14.0/30', 30, '', '', 2],
  ['10.1.2.0/24', 24, '10.1.2.1', '', 253],
  ['10.1.3.0/25', 25, '10.1.3.1', '', 125],
  ['10.1.4.128/25', 24, '10.1.4.1', '', 127],
  ['10.1.5.0/30', 30, '10.1.5.1', '', 1],
  ['10.1.6.0/31', 31, '', '', 0],
  ['10.1.7.5/32', 32, '', '', 0],
  ['10.1.8.0, 10.1.8.255', 24, '10.1.8.1', '', 0],
  ['10.1.9.10-10.1.9.19', 24, '10.1.9.1', '10.1.9.12-10.1.9.13', 8],
  ['fd00:1::20-fd00:1::23', 64, 'fd00:1::1', '', 4],
  ['fd00:2::-fd00:2::3', 64, 'fd00:2::1', '', 2],
  ['fd00:3::/120', 120, 'fd00:3::1', '', 254],
  ['fd00:4::/127', 127, '', '', 1],
  ['fd00:5::9/128', 128, '', '', 0],
  ['fd00:6::fe-fd00:6::ff', 120, 'fd00:6::1', '', 2],
])('%s with prefix length %i, gateway "%s" and "%s" left out', (addresses, prefix, gateway, excluded, total) => {
  const listed = spans(addresses)
  const isReserving = excluded === 'allocateReservedIPAddresses'
  const [lowest] = listed.map(({ first }) => first).toSorted((a, b) => (a.value < b.value ? -1 : 1))
  const kept = withheldOf({ first: lowest ?? ip('::'), prefix }, gateway === '' ? undefined : ip(gateway))
  const withheld = isReserving ? kept.slice(-1) : [...kept, ...(excluded === '' ? [] : spans(excluded))]
  expect(handedOut(listed, withheld)).toBe(total)
})

test('more addresses than a number can say are as many as it can', () => {
  expect(handedOut(spans('2001:db8::/32'), [])).toBe(Number.MAX_SAFE_INTEGER)
})

/** Addresses as the provider reads them: single ones, ranges, and networks. */
function spans(addresses: string): readonly Span[] {
  return addresses.split(', ').map(text => {
    const network = parseNetwork(text)
    if (network !== undefined) return { first: network.base, last: lastOf(network) }
    const [first = '', last = first] = text.split('-')
    return { first: ip(first), last: ip(last) }
  })
}

function ip(text: string): Ip {
  const found = parseIp(text)
  if (found === undefined) throw new Error(`${text} is no address`)
  return found
}
