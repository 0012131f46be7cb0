// How many addresses the in-cluster IPAM provider hands out of a list of ranges.

import { type Ip, lastOf, networkOf } from '../../addresses.ts'

/** Inclusive. */
export interface Span {
  readonly first: Ip
  readonly last: Ip
}

/**
 * How many addresses of one family the provider hands out: each once, however often it is listed, and none of `withheld`.
 * Source: kubernetes-sigs/cluster-api-ipam-provider-in-cluster v1.0.3 internal/poolutil/pool.go, PoolSpecToIPSet.
 */
export function handedOut(listed: readonly Span[], withheld: readonly Span[]): number {
  const left = sizeOfUnion([...listed, ...withheld]) - sizeOfUnion(withheld)
  return left > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(left)
}

/**
 * What the provider keeps back: the gateway, the first address of the network, and the last one of an IPv4 network. It makes no
 * exception for the networks whose every address is a host's (/31, /32, /127, /128).
 */
export function withheldOf(
  network: { readonly first: Ip; readonly prefix: number },
  gateway: Ip | undefined,
): readonly Span[] {
  const { base, prefix } = networkOf(network.first, network.prefix)
  const kept = [base, ...(base.family === 4 ? [lastOf({ base, prefix })] : []), ...(gateway ? [gateway] : [])]
  return kept.map(ip => ({ first: ip, last: ip }))
}

/** Of ranges of one family and one prefix length. */
export function capacityOf(
  ranges: readonly (Span & { readonly prefix: number })[],
  gateway: Ip | undefined,
): { readonly withheld: readonly Ip[]; readonly capacity: number } {
  const [network] = ranges
  const withheld = network === undefined ? [] : withheldOf(network, gateway)
  return { withheld: withheld.map(({ first }) => first), capacity: handedOut(ranges, withheld) }
}

/** Of spans of one family. */
function sizeOfUnion(spans: readonly Span[]): bigint {
  const sorted = spans.toSorted((a, b) => (a.first.value < b.first.value ? -1 : 1))
  let size = 0n
  let counted = -1n
  for (const { first, last } of sorted) {
    const from = first.value > counted ? first.value : counted + 1n
    if (last.value < from) continue
    size += last.value - from + 1n
    counted = last.value
  }
  return size
}
