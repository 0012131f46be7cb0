// Which address ranges meet: sorted by their first address and swept once, so that a thousand clusters cost a thousand times one.

import type { Ip } from './addresses.ts'

export interface Interval<Owner> {
  readonly first: Ip
  readonly last: Ip
  readonly owner: Owner
}

/** Adjacent pairs of intervals with an address in common, each in the order given; all must be of one network. */
export function meetingIntervals<Owner>(
  intervals: readonly Interval<Owner>[],
): readonly (readonly [Interval<Owner>, Interval<Owner>])[] {
  return [4, 6].flatMap(family => sweep(sorted(intervals, family)))
}

interface Ranked<Owner> {
  readonly first: number | bigint
  readonly last: number | bigint
  readonly rank: number
  readonly interval: Interval<Owner>
}

/** IPv4 as numbers, which compare several times faster than big integers. */
function sorted<Owner>(intervals: readonly Interval<Owner>[], family: number): readonly Ranked<Owner>[] {
  const ranked: Ranked<Owner>[] = []
  for (const [rank, interval] of intervals.entries()) {
    const { first, last } = interval
    if (first.family !== family) continue
    if (family === 6) ranked.push({ first: first.value, last: last.value, rank, interval })
    else ranked.push({ first: Number(first.value), last: Number(last.value), rank, interval })
  }
  return ranked.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.rank - b.rank))
}

function sweep<Owner>(ranked: readonly Ranked<Owner>[]): readonly (readonly [Interval<Owner>, Interval<Owner>])[] {
  const pairs: (readonly [Interval<Owner>, Interval<Owner>])[] = []
  let widest: Ranked<Owner> | undefined
  for (const next of ranked) {
    if (widest !== undefined && next.first <= widest.last) {
      pairs.push(widest.rank < next.rank ? [widest.interval, next.interval] : [next.interval, widest.interval])
    }
    if (widest === undefined || next.last > widest.last) widest = next
  }
  return pairs
}

/** Tells of an address whether one of the intervals holds it: sorted once, then looked up. */
export function coverage(intervals: readonly Pick<Interval<unknown>, 'first' | 'last'>[]): (ip: Ip) => boolean {
  const families = new Map(
    [4, 6].map(family => [family, merged(intervals.filter(({ first }) => first.family === family))]),
  )
  return ({ family, value }) => {
    const spans = families.get(family) ?? []
    let low = 0
    let high = spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((spans[middle]?.last ?? 0n) < value) low = middle + 1
      else high = middle
    }
    return (spans[low]?.first ?? value + 1n) <= value
  }
}

/** Without overlaps, in order. */
function merged(intervals: readonly Pick<Interval<unknown>, 'first' | 'last'>[]) {
  const sorted = intervals.toSorted(
    (a, b) => Number(a.first.value > b.first.value) - Number(a.first.value < b.first.value),
  )
  const spans: { readonly first: bigint; last: bigint }[] = []
  for (const { first, last } of sorted) {
    const open = spans.at(-1)
    if (open === undefined || first.value > open.last) spans.push({ first: first.value, last: last.value })
    else if (last.value > open.last) open.last = last.value
  }
  return spans
}
