// IP address arithmetic: addresses, ranges with a prefix length, networks. Pure and shared by config/ and plan/.
// Addresses are big integers, so that IPv4 and IPv6 take the same path; IPv6 is always written compressed (RFC 5952).

export interface Ip {
  readonly family: 4 | 6
  readonly value: bigint
}

/** Inclusive; `first` ≤ `last`, both of one family. `prefix` is the on-link prefix length. */
export interface IpRange {
  readonly first: Ip
  readonly last: Ip
  readonly prefix: number
}

export interface Network {
  /** The network address: host bits cleared. */
  readonly base: Ip
  readonly prefix: number
}

export type RangeFault = 'syntax' | 'reversed' | 'prefix' | 'families'

/** Reads an address; `undefined` where it is none. Leading zeros in IPv4 are refused, since readers disagree on them. */
export function parseIp(text: string): Ip | undefined {
  if (text.length > LONGEST_IP) return undefined
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** IPv6 in full with an IPv4 address at its end. */
const LONGEST_IP = 45

/** Reads `a/len`, `a-b/len` and the short form `a-e/len`, where `e` replaces the last octet (IPv4) or group (IPv6, hex). */
export function parseRange(text: string): IpRange | RangeFault {
  const [body = '', length = ''] = text.split('/')
  const [from = '', to] = body.split('-')
  const first = parseIp(from)
  const last = to === undefined ? first : parseRangeEnd(from, to)
  if (first === undefined || last === undefined || !/^\d{1,3}$/.test(length)) return 'syntax'
  if (first.family !== last.family) return 'families'
  if (Number(length) > bits(first.family)) return 'prefix'
  if (last.value < first.value) return 'reversed'
  return { first, last, prefix: Number(length) }
}

/** Reads a network such as 10.244.0.0/16; host bits are cleared. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.lastIndexOf('/')
  const ip = parseIp(text.slice(0, slash))
  const length = text.slice(slash + 1)
  if (slash < 0 || ip === undefined || !/^\d{1,3}$/.test(length) || Number(length) > bits(ip.family)) return undefined
  return networkOf(ip, Number(length))
}

export function networkOf(ip: Ip, prefix: number): Network {
  const host = BigInt(bits(ip.family) - prefix)
  return { base: { family: ip.family, value: (ip.value >> host) << host }, prefix }
}

/** The highest address of a network: the broadcast address of an IPv4 one. */
export function lastOf(network: Network): Ip {
  const host = BigInt(bits(network.base.family) - network.prefix)
  return { family: network.base.family, value: network.base.value | ((1n << host) - 1n) }
}

export function isInside(ip: Ip, network: Network): boolean {
  if (ip.family !== network.base.family) return false
  const host = BigInt(bits(network.base.family) - network.prefix)
  return ip.value >> host === network.base.value >> host
}

export function overlaps(a: Network, b: Network): boolean {
  return a.prefix <= b.prefix ? isInside(b.base, a) : isInside(a.base, b)
}

export function isSameIp(a: Ip, b: Ip): boolean {
  return a.family === b.family && a.value === b.value
}

/** Of IPv6, fe80::/10: reached directly on every device, whatever its network (RFC 4291 2.5.6). */
export function isLinkLocal({ family, value }: Ip): boolean {
  return family === 6 && value >> 118n === 0x3fan
}

/** How many addresses a range holds. */
export function sizeOf(range: IpRange): bigint {
  return range.last.value - range.first.value + 1n
}

export function formatIp(ip: Ip): string {
  return ip.family === 4 ? formatIpv4(ip.value) : formatIpv6(ip.value)
}

export function formatNetwork(network: Network): string {
  return `${formatIp(network.base)}/${network.prefix}`
}

/** Text that may be an address, with or without a prefix length: IPv6 compressed, everything else as it is. */
export function compressed(text: string): string {
  const [body = '', ...length] = text.split('/')
  const ip = parseIp(body)
  return ip === undefined ? text : [formatIp(ip), ...length].join('/')
}

/** host:port with IPv6 in brackets. */
export function formatHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function bits(family: 4 | 6): number {
  return family === 4 ? 32 : 128
}

function parseIpv4(text: string): Ip | undefined {
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text)) return undefined
  const octets = text.split('.')
  if (octets.some(octet => Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0')))) return undefined
  return { family: 4, value: BigInt(octets.reduce((value, octet) => value * 256 + Number(octet), 0)) }
}

function parseIpv6(text: string): Ip | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '', halves.length === 1)
  const tail = parseGroups(halves[1] ?? '', true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail]
  return { family: 6, value: groups.reduce((value, group) => value * 65536n + group, 0n) }
}

function parseGroups(text: string, mayEndInIpv4: boolean): readonly bigint[] | undefined {
  if (text === '') return []
  const groups: bigint[] = []
  const parts = text.split(':')
  for (const [i, part] of parts.entries()) {
    const ipv4 = mayEndInIpv4 && i === parts.length - 1 ? parseIpv4(part) : undefined
    if (ipv4 !== undefined) groups.push(ipv4.value >> 16n, ipv4.value & 0xffffn)
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`))
    else return undefined
  }
  return groups
}

function parseRangeEnd(from: string, to: string): Ip | undefined {
  const separator = from.includes(':') ? ':' : '.'
  if (to.includes('.') || to.includes(':')) return parseIp(to)
  return parseIp(from.slice(0, from.lastIndexOf(separator) + 1) + to)
}

function formatIpv4(value: bigint): string {
  const bits = Number(value)
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`
}

function formatIpv6(value: bigint): string {
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map(shift => ((value >> shift) & 0xffffn).toString(16))
  const zeros = longestZeroRun(groups)
  if (zeros.length < 2) return groups.join(':')
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`
}

function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (let i = 0; i <= groups.length; i++) {
    if (groups[i] === '0') continue
    if (i - start > best.length) best = { start, length: i - start }
    start = i + 1
  }
  return best
}
