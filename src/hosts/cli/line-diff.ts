// How one text becomes another, line by line, in the form of `diff -u`: what `patch` and `git apply` take.

/** A line with its end, and whether the old text, the new text or both have it. */
interface Line {
  readonly side: 'both' | 'old' | 'new'
  readonly text: string
}

/** Lines around a change. */
const CONTEXT = 3
/** Texts that differ in more lines than this are shown as replaced: to find the shortest way costs the square of them. */
const MOST_EDITS = 500

/**
 * The hunks that lead from one text to the other, empty where they are the same. `veil` says how a line looks that the old text
 * alone has.
 */
export function unifiedDiff(old: string, now: string, veil: (line: string) => string): string {
  const lines = compare(linesOf(old), linesOf(now))
  return rangesOf(lines)
    .map(range => printHunk(lines, range, veil))
    .join('')
}

/** With their ends: a last line without one is another line. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function compare(old: readonly string[], now: readonly string[]): readonly Line[] {
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const [before, after] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const middle = shortestWay(before, after) ?? [...marked('old', before), ...marked('new', after)]
  return [...marked('both', old.slice(0, start)), ...middle, ...marked('both', old.slice(old.length - end))]
}

function marked(side: Line['side'], texts: readonly string[]): readonly Line[] {
  return texts.map(text => ({ side, text }))
}

/**
 * E. Myers, An O(ND) Difference Algorithm (1986): after each number of edits, how far every diagonal (lines of the old text less
 * lines of the new one) can be followed. `undefined` past `MOST_EDITS`.
 */
function shortestWay(old: readonly string[], now: readonly string[]): readonly Line[] | undefined {
  const reached = new Map<number, number>([[1, 0]])
  const steps: ReadonlyMap<number, number>[] = []
  for (let edits = 0; edits <= Math.min(old.length + now.length, MOST_EDITS); edits++) {
    steps.push(new Map(reached))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const from = cameFrom(reached, diagonal, edits)
      let x = (reached.get(from) ?? 0) + (from < diagonal ? 1 : 0)
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++
      reached.set(diagonal, x)
      if (x >= old.length && x - diagonal >= now.length) return wayBack(old, now, steps)
    }
  }
  return undefined
}

/** The diagonal below is left by taking a line of the old text away, the one above by adding a line of the new text. */
function cameFrom(reached: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  if (diagonal === -edits) return diagonal + 1
  if (diagonal === edits) return diagonal - 1
  return (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0) ? diagonal + 1 : diagonal - 1
}

function wayBack(
  old: readonly string[],
  now: readonly string[],
  steps: readonly ReadonlyMap<number, number>[],
): readonly Line[] {
  const lines: Line[] = []
  let [x, y] = [old.length, now.length]
  const takeBoth = (until: number) => {
    for (; x > until; y--) lines.push({ side: 'both', text: old[--x] ?? '' })
  }
  for (let edits = steps.length - 1; edits > 0; edits--) {
    const reached = steps[edits] ?? new Map<number, number>()
    const from = cameFrom(reached, x - y, edits)
    const isTaken = from < x - y
    takeBoth((reached.get(from) ?? 0) + (isTaken ? 1 : 0))
    if (isTaken) lines.push({ side: 'old', text: old[--x] ?? '' })
    else lines.push({ side: 'new', text: now[--y] ?? '' })
  }
  takeBoth(0)
  return lines.reverse()
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Changes with what is around them; those that are near each other share a hunk. */
function rangesOf(lines: readonly Line[]): readonly Range[] {
  const ranges: { start: number; end: number }[] = []
  for (const [index, { side }] of lines.entries()) {
    if (side === 'both') continue
    const [start, end] = [Math.max(0, index - CONTEXT), Math.min(lines.length, index + CONTEXT + 1)]
    const last = ranges.at(-1)
    if (last !== undefined && start <= last.end) last.end = end
    else ranges.push({ start, end })
  }
  return ranges
}

function printHunk(lines: readonly Line[], { start, end }: Range, veil: (line: string) => string): string {
  const [before, within] = [lines.slice(0, start), lines.slice(start, end)]
  const span = (side: 'old' | 'new') => {
    const count = countOf(within, side)
    // Of no lines it is the line before them.
    return `${countOf(before, side) + (count === 0 ? 0 : 1)},${count}`
  }
  const body = within.map(({ side, text }) => {
    const line = text.endsWith('\n') ? text.slice(0, -1) : text
    const end = text.endsWith('\n') ? '' : '\n\\ No newline at end of file'
    return `${SIGNS[side]}${side === 'old' ? veil(line) : line}${end}\n`
  })
  return `@@ -${span('old')} +${span('new')} @@\n${body.join('')}`
}

const SIGNS = { both: ' ', old: '-', new: '+' } as const

function countOf(lines: readonly Line[], side: 'old' | 'new'): number {
  return lines.filter(line => line.side === 'both' || line.side === side).length
}
