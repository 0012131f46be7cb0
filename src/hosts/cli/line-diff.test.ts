import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { unifiedDiff } from './line-diff.ts'

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-diff-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function diff(old: string, now: string): string {
  return unifiedDiff(old, now, line => line)
}

test('nothing where nothing differs', () => expect(diff('a\nb\n', 'a\nb\n')).toBe(''))

test.each([
  ['a line more', 'a\n', 'a\nb\n', '@@ -1,1 +1,2 @@\n a\n+b\n'],
  ['a line less', 'a\nb\n', 'b\n', '@@ -1,2 +1,1 @@\n-a\n b\n'],
  ['a new text', '', 'a\n', '@@ -0,0 +1,1 @@\n+a\n'],
  ['no text any more', 'a\n', '', '@@ -1,1 +0,0 @@\n-a\n'],
  ['an end without a line end', 'a', 'a\n', '@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n'],
  ['other line ends', 'a\r\n', 'a\n', '@@ -1,1 +1,1 @@\n-a\r\n+a\n'],
])('%s', (_, old, now, expected) => expect(diff(old, now)).toBe(expected))

test('three lines around each change, in one hunk where they meet', () => {
  const numbers = (changed: readonly number[]) =>
    Array.from({ length: 30 }, (_, i) => `${i}${changed.includes(i) ? ' changed' : ''}\n`).join('')
  expect(diff(numbers([]), numbers([5, 12])).match(/^@@.*@@$/gm)).toEqual(['@@ -3,14 +3,14 @@'])
  expect(diff(numbers([]), numbers([5, 13])).match(/^@@.*@@$/gm)).toEqual(['@@ -3,7 +3,7 @@', '@@ -11,7 +11,7 @@'])
})

test('only what the old text alone has is veiled', () => {
  const veiled = unifiedDiff('a\nb\nc\n', 'a\nd\nc\n', line => `(${line})`)
  expect(veiled).toBe('@@ -1,3 +1,3 @@\n a\n-(b)\n+d\n c\n')
})

test('texts without anything in common cost little', () => {
  const many = (letter: string) => Array.from({ length: 20_000 }, (_, i) => `${letter}${i}\n`).join('')
  expect(diff(many('a'), many('b')).split('\n')).toHaveLength(40_002)
})

test('patch makes the new text of the old one', () => {
  const line = fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n')
  const text = fc
    .tuple(fc.array(line, { maxLength: 20 }), fc.constantFrom('', '', 'e'))
    .map(([lines, last]) => lines.join('') + last)
  const property = fc.property(text, text, (old, now) => {
    fc.pre(old !== now)
    writeFileSync(join(scratch, 'text'), old)
    execFileSync('git', ['apply', '-p0', '--unidiff-zero', '-'], {
      cwd: scratch,
      input: `--- text\n+++ text\n${diff(old, now)}`,
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    expect(readFileSync(join(scratch, 'text'), 'utf8')).toBe(now)
  })
  fc.assert(property, { numRuns: 60 })
})
