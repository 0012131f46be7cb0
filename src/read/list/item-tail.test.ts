import { expect, test } from 'vitest'
import { utf8Of } from '../../pieces.ts'
import type { OuterLines } from './item-tail.ts'
import { addLines, noLines } from './item-tail.ts'

const TEXT = 'items:\n- a: b\n  # c\n\n  d:\n    e: ü\n\r\n- f\r\n   - g\nh: i\n'

function linesOf(parts: readonly Uint8Array[]): OuterLines {
  const lines = noLines(2)
  for (const soFar of parts) addLines(lines, soFar)
  return lines
}

function startsOf({ starts, count }: OuterLines): readonly number[] {
  return [...starts.subarray(0, count)]
}

test('outer lines are those that are indented no more than keys, and say something', () => {
  const { bytes, slice } = utf8Of(TEXT)
  const starts = startsOf(linesOf([bytes]))
  expect(starts.map(start => slice(start).trim().split(/\r?\n/)[0])).toEqual(['items:', '- a: b', 'd:', '- f', 'h: i'])
})

test('they are the same for a text that comes in two parts, cut anywhere', () => {
  const { bytes } = utf8Of(TEXT)
  const whole = linesOf([bytes])
  for (let cut = 0; cut <= bytes.length; cut++) {
    const parts = linesOf([bytes.subarray(0, cut), bytes])
    expect([startsOf(parts), parts.end]).toEqual([startsOf(whole), whole.end])
  }
})

test('thousands of them are kept', () => {
  const { bytes } = utf8Of('a\n'.repeat(5000))
  expect(startsOf(linesOf([bytes.subarray(0, 5001), bytes]))).toEqual(
    Array.from({ length: 5000 }, (_, line) => line * 2),
  )
})

test('the line with a carriage return that stands alone ends them', () => {
  const { bytes } = utf8Of('a: b\nc: d\re: f\ng: h\n')
  expect(linesOf([bytes]).end).toBe(5)
})
