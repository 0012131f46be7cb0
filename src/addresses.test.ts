import { describe, expect, it } from 'vitest'
import {
  formatIp,
  formatNetwork,
  isInside,
  lastOf,
  networkOf,
  overlaps,
  parseIp,
  parseNetwork,
  parseRange,
  sizeOf,
} from './addresses.ts'

const written = (text: string) => {
  const ip = parseIp(text)
  return ip && formatIp(ip)
}
const range = (text: string) => {
  const read = parseRange(text)
  return typeof read === 'string'
    ? read
    : `${formatIp(read.first)} ${formatIp(read.last)} /${read.prefix} ${sizeOf(read)}`
}
const network = (text: string) => {
  const read = parseNetwork(text)
  if (read === undefined) throw new Error(text)
  return read
}

describe('addresses', () => {
  it.each([
    ['192.168.10.31', '192.168.10.31'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['256.0.0.1', undefined],
    ['192.168.010.1', undefined],
    ['1.2.3', undefined],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['fe80::', 'fe80::'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['1::2::3', undefined],
    ['1:2:3:4:5:6:7::8', undefined],
    ['12345::', undefined],
    [':', undefined],
  ])('%s is written %s', (text, expected) => expect(written(text)).toBe(expected))

  it.each([
    ['192.168.10.31/24', '192.168.10.31 192.168.10.31 /24 1'],
    ['192.168.10.31-33/24', '192.168.10.31 192.168.10.33 /24 3'],
    ['192.168.10.250-192.168.11.4/23', '192.168.10.250 192.168.11.4 /23 11'],
    ['2001:db8::a-1f/64', '2001:db8::a 2001:db8::1f /64 22'],
    ['2001:db8::1-2001:db8::2/64', '2001:db8::1 2001:db8::2 /64 2'],
    ['192.168.10.33-31/24', 'reversed'],
    ['192.168.10.31/33', 'prefix'],
    ['192.168.10.31-2001:db8::1/24', 'families'],
    ['192.168.10.31-999/24', 'syntax'],
    ['192.168.10.31', 'syntax'],
  ])('range %s', (text, expected) => expect(range(text)).toBe(expected))

  it('networks', () => {
    const ip = parseIp('192.168.10.31')
    if (ip === undefined) throw new Error()
    expect(formatNetwork(networkOf(ip, 24))).toBe('192.168.10.0/24')
    expect(formatIp(lastOf(networkOf(ip, 24)))).toBe('192.168.10.255')
    expect(isInside(ip, network('192.168.10.0/24'))).toBe(true)
    expect(isInside(ip, network('192.168.11.0/24'))).toBe(false)
    expect(isInside(ip, network('::/0'))).toBe(false)
    expect(overlaps(network('10.0.0.0/8'), network('10.96.0.0/12'))).toBe(true)
    expect(overlaps(network('10.96.0.0/12'), network('10.0.0.0/8'))).toBe(true)
    expect(overlaps(network('10.96.0.0/12'), network('10.244.0.0/16'))).toBe(false)
    expect(parseNetwork('10.0.0.0')).toBeUndefined()
    expect(parseNetwork('10.0.0.0/33')).toBeUndefined()
  })
})
