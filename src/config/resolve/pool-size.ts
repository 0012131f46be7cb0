// How many addresses a range has beyond the machines that draw from it.

import { sizeOf } from '../../addresses.ts'
import type { AddressList } from './resolved.ts'

/** Addresses of the family that has fewer, less those of `machines`; `undefined` where the list is empty or faulty. */
export function spareAddresses(list: AddressList, machines: number): number | undefined {
  const sizes = new Map<number, number>()
  for (const { range } of list.entries) {
    if (typeof range === 'string') return undefined
    if (range !== null) sizes.set(range.first.family, (sizes.get(range.first.family) ?? 0) + Number(sizeOf(range)))
  }
  return sizes.size === 0 ? undefined : Math.min(...sizes.values()) - machines
}
