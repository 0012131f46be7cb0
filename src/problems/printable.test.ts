import { expect, test } from 'vitest'
import { unprintableCharacter } from './printable.ts'

test.each(['', 'plain', 'tab\tCRLF\r\n', 'é ü 日本', '😀 👩‍👩‍👧', '\ufeff', '\u00a0', '\ufffd', '\u{10ffff}'])(
  '%j passes',
  text => {
    expect(unprintableCharacter(text)).toBeUndefined()
  },
)

test.each([
  ['a\u0000', 1, 'U+0000 (null)'],
  ['\u001b[31m', 0, 'U+001B (escape)'],
  ['\u0001', 0, 'U+0001 (control character)'],
  ['a\u007f', 1, 'U+007F (delete)'],
  ['a\u0085\u2028', 1, 'U+0085 (next line)'],
  ['\u009f', 0, 'U+009F (control character)'],
  ['a\u2028', 1, 'U+2028 (line separator)'],
  ['\u2029', 0, 'U+2029 (paragraph separator)'],
  ['\ufffe', 0, 'U+FFFE (non-character)'],
  ['\uffff', 0, 'U+FFFF (non-character)'],
  ['😀\ud83d', 2, 'U+D83D (half of a surrogate pair)'],
  ['\ude00\ud83d', 0, 'U+DE00 (half of a surrogate pair)'],
])('%j does not', (text, index, name) => {
  expect(unprintableCharacter(text)).toEqual({ index, name })
})
