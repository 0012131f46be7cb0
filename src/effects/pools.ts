// Pools of addresses: they may grow, and lose what no machine has (cluster-api-ipam-provider-in-cluster v1.0.3,
// internal/webhooks/inclusterippool.go).

import { formatIp, type Ip, lastOf, parseIp, parseNetwork } from '../addresses.ts'
import type { Problem } from '../problems/problem.ts'
import { GROUPS, isKind, listAt, type ObjectChange, objectAt } from './change.ts'
import type { Places } from './places.ts'

/** The warning `pool-shrinks` for every pool that would lose addresses: whether a machine has one of them, no file knows. */
export function poolProblems(places: Places, changes: readonly ObjectChange[]): readonly Problem[] {
  return changes
    .filter(({ next }) => isKind(next, 'InClusterIPPool', GROUPS.ipam))
    .flatMap(change => shrinks(places, change))
}

function shrinks(places: Places, { former, next }: ObjectChange): readonly Problem[] {
  const [before, after] = [spansOf(former), spansOf(next)]
  const lost = before === undefined || after === undefined ? [] : without(before, after)
  if (lost.length === 0) return []
  const { name } = next.metadata
  return [
    {
      code: 'pool-shrinks',
      severity: 'warning',
      path: places.addresses(name),
      message: `no machine must have an address that the pool "${name}" loses: ${lost.slice(0, SHOWN).map(inWords).join(', ')}${lost.length > SHOWN ? ', …' : ''}`,
      why: 'as long as one of them is in use, the webhook of the pool refuses the change as a whole',
      fix: 'look at `kubectl get ipaddresses` first, and replace the machines that have one of them',
    },
  ]
}

const SHOWN = 5

/** Inclusive, of one family. */
interface Span {
  readonly family: Ip['family']
  readonly first: bigint
  readonly last: bigint
}

/** What a pool gives; `undefined` where an entry is in no form that is known. */
function spansOf(pool: unknown): readonly Span[] | undefined {
  const spec = objectAt(pool, 'spec')
  const [given, excluded] = [readSpans(listAt(spec, 'addresses')), readSpans(listAt(spec, 'excludedAddresses'))]
  return given && excluded && without(given, excluded)
}

function readSpans(entries: readonly unknown[]): readonly Span[] | undefined {
  const spans: Span[] = []
  for (const entry of entries) {
    const span = typeof entry === 'string' ? readSpan(entry) : undefined
    if (span === undefined) return undefined
    spans.push(span)
  }
  return spans
}

/** An address, two with a dash between, or a network. */
function readSpan(entry: string): Span | undefined {
  const network = parseNetwork(entry)
  if (network !== undefined) return spanOf(network.base, lastOf(network))
  const [from = '', to = from] = entry.split('-')
  const [first, last] = [parseIp(from), parseIp(to)]
  return first && last && spanOf(first, last)
}

function spanOf(first: Ip, last: Ip): Span | undefined {
  return first.family === last.family ? { family: first.family, first: first.value, last: last.value } : undefined
}

/** What is in the spans and in none of the others: one sweep through the sorted others. */
function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const sorted = others.toSorted((a, b) => a.family - b.family || (a.first < b.first ? -1 : 1))
  return spans.flatMap(span => {
    const rest: Span[] = []
    let { first } = span
    for (const other of sorted) {
      if (other.family !== span.family || other.last < first || other.first > span.last) continue
      if (other.first > first) rest.push({ ...span, first, last: other.first - 1n })
      first = other.last + 1n
    }
    return first <= span.last ? [...rest, { ...span, first }] : rest
  })
}

function inWords({ family, first, last }: Span): string {
  const from = formatIp({ family, value: first })
  return first === last ? `"${from}"` : `"${from}-${formatIp({ family, value: last })}"`
}
