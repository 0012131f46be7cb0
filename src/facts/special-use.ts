// Addresses that no host of a cluster can have, because they mean something else everywhere.
// Source: RFC 6890 and IANA's registries of special-purpose addresses; RFC 1112 4 (multicast), RFC 4291 2.5 and 2.7.

import { type Ip, isInside, type Network, parseNetwork } from '../addresses.ts'

export interface SpecialUse {
  readonly network: Network
  /** In words, after "is": `a loopback address`. */
  readonly what: string
  /** A router, a name server or a next hop may have one. */
  readonly onLink: boolean
}

const RANGES: readonly SpecialUse[] = [
  ...range('0.0.0.0/8', 'an address of "this network" (RFC 791)'),
  ...range('127.0.0.0/8', 'a loopback address (RFC 1122)'),
  ...range('169.254.0.0/16', 'a link-local address (RFC 3927)', true),
  ...range('192.0.0.0/24', 'an address of IETF protocols (RFC 6890)', true),
  ...range('224.0.0.0/4', 'a multicast address (RFC 1112)'),
  ...range('240.0.0.0/4', 'a reserved address (RFC 1112)'),
  ...range('::/128', 'the unspecified address (RFC 4291)'),
  ...range('::1/128', 'the loopback address (RFC 4291)'),
  ...range('::/96', 'an IPv4-compatible address (RFC 4291), which is no longer used'),
  ...range('::ffff:0:0/96', 'an IPv4 address in an IPv6 form (RFC 4291)'),
  ...range('100::/64', 'an address that is discarded (RFC 6666)'),
  ...range('fe80::/10', 'a link-local address (RFC 4291)', true),
  ...range('ff00::/8', 'a multicast address (RFC 4291)'),
]

/** What an address is for, where it is for no host of a cluster. */
export function specialUse(ip: Ip): SpecialUse | undefined {
  return RANGES.find(({ network }) => isInside(ip, network))
}

function range(text: string, what: string, onLink = false): readonly SpecialUse[] {
  const network = parseNetwork(text)
  return network === undefined ? [] : [{ network, what, onLink }]
}
