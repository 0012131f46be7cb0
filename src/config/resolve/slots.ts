// `addresses`: ranges unrolled and shared out. The i-th IPv4 and the i-th IPv6 address belong to slot i, and position is identity:
// a `null` keeps the place of a retired node, in the family of the entry before it (of the one after it, at the start).

import { type IpRange, parseIp, parseRange } from '../../addresses.ts'
import type { Path } from '../../problems/problem.ts'
import { capacityOf } from './pool-size.ts'
import type { AddressEntry, AddressList, AddressPool, SlotAddress } from './resolved.ts'

/** More standalone or listed nodes than any cluster has: guards against a range such as /8 written by mistake. */
export const MOST_SLOTS = 4096

export function shareOut(addresses: readonly (string | null)[] | null | undefined, path: Path): AddressList {
  const entries = readEntries(addresses, path)
  const ipv4: (SlotAddress | null)[] = []
  const ipv6: (SlotAddress | null)[] = []
  const first = firstFamily(entries)
  let family = first
  let tooLarge = false
  for (const { range, path } of entries) {
    if (typeof range === 'string') continue
    if (range !== null) family = range.first.family
    tooLarge = !unroll(range, path, family === 4 ? ipv4 : ipv6) || tooLarge
  }
  return { path, entries, family: first, ipv4, ipv6, tooLarge, pools: [] }
}

/** What a list of addresses that machines are drawn from is called, and where its gateways stand. */
export interface Drawing {
  nameOf(family: 4 | 6): string
  readonly gateway?: string | null | undefined
  readonly gateway6?: string | null | undefined
}

/** The same list where nobody has a slot: machines draw any address that is free. */
export function rangesOf(
  addresses: readonly (string | null)[] | null | undefined,
  path: Path,
  drawing: Drawing,
): AddressList {
  const entries = readEntries(addresses, path)
  const slots = { ipv4: [], ipv6: [], tooLarge: false }
  return { path, entries, family: firstFamily(entries), ...slots, pools: poolsOf(entries, drawing) }
}

/** One for each family, that of the first entry first. */
function poolsOf(entries: readonly AddressEntry[], { nameOf, gateway, gateway6 }: Drawing): readonly AddressPool[] {
  const families = new Map<4 | 6, IpRange[]>()
  for (const { range } of entries) {
    if (typeof range === 'string') return []
    if (range === null) continue
    const ranges = families.get(range.first.family) ?? []
    families.set(range.first.family, ranges)
    ranges.push(range)
  }
  return [...families].map(([family, ranges]) => {
    const own = parseIp((family === 4 ? gateway : gateway6) ?? '')
    return { name: nameOf(family), family, ranges, gateway: own, ...capacityOf(ranges, own) }
  })
}

/** The addresses of one slot, IPv4 first unless the list begins with IPv6; `null` where the slot is retired. */
export function slotOf(list: AddressList, index: number): readonly SlotAddress[] | null {
  const families = list.family === 4 ? [list.ipv4[index], list.ipv6[index]] : [list.ipv6[index], list.ipv4[index]]
  if (families.includes(null)) return null
  return families.flatMap(address => (address ? [address] : []))
}

export function slotCount(list: AddressList): number {
  return Math.max(list.ipv4.length, list.ipv6.length)
}

function readEntries(addresses: readonly (string | null)[] | null | undefined, path: Path): readonly AddressEntry[] {
  return (addresses ?? []).map((text, i) => ({
    path: [...path, i],
    text,
    range: text === null ? null : parseRange(text),
  }))
}

function firstFamily(entries: readonly AddressEntry[]): 4 | 6 {
  for (const { range } of entries) if (range !== null && typeof range !== 'string') return range.first.family
  return 4
}

/** False where there is no room for all. */
function unroll(range: IpRange | null, path: Path, slots: (SlotAddress | null)[]): boolean {
  if (range === null) return slots.length < MOST_SLOTS && slots.push(null) > 0
  const { family } = range.first
  for (let value = range.first.value; value <= range.last.value; value++) {
    if (slots.length >= MOST_SLOTS) return false
    slots.push({ ip: { family, value }, prefix: range.prefix, path })
  }
  return true
}
