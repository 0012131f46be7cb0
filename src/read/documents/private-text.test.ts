import { describe, expect, test } from 'vitest'
import { isSuspicious } from './private-text.ts'
import { sourceText } from './source-text.ts'

/** The text with `*` for every character that no excerpt shows. */
function masked(text: string): string {
  const hidden = sourceText(text).privateSpans()
  return [...text]
    .map((character, at) =>
      character !== '\n' && hidden.some(({ start, end }) => at >= start && at < end) ? '*' : character,
    )
    .join('')
}

describe('what no excerpt shows', () => {
  test.each([
    ['a value', 'a: 1\npassword: hunter2\nb: 2\n', 'a: 1\npassword: *******\nb: 2\n'],
    ['what is indented deeper', 'password:\n  x: hunter2\n\n  y: 1\nb: 2', 'password:\n********* **\n\n*** **\nb: 2'],
    ['list items in the same column', 'literals:\n- hunter2\n- a\nb: 2', 'literals:\n*********\n***\nb: 2'],
    ['list items deeper', '  literals:\n    - hunter2\n  b: 2', '  literals:\n*************\n  b: 2'],
    ['the rest of an item', '- token: x\n  b: 2\n- c: 3', '- token: *\n  b: 2\n- c: 3'],
    ['a block scalar', 'password: |\n  hunter2\nb: 2', 'password: *\n*********\nb: 2'],
    ['the rest of a flow', 'v: {a: 1, password: hunter2, b: 2}\nc: 3', 'v: {a: 1, password: **************\nc: 3'],
    ['a value on the next line of a flow', '{"password":\n"hunter2",\n"b": 2}', '{"password":\n**********\n"b": 2}'],
    ['a quoted value that goes on', 'password: "hun\nter2"\nb: 2', 'password: ****\n*****\nb: 2'],
    ['nothing below a comment', '# password: see below\n  a: 1', '# password: *********\n  a: 1'],
    ['nothing of a reference', 'secret:\n  name: a\n  key: b', 'secret:\n  name: a\n  key: b'],
  ])('%s', (_, text, expected) => {
    // Blanks inside of what is hidden count as hidden, too.
    expect(masked(text).replaceAll(' ', '*')).toBe(expected.replaceAll(' ', '*'))
  })

  test('a text of a megabyte in one line, and one of 100,000 lines', () => {
    expect(sourceText(`{${'"password":1,'.repeat(80_000)}}`).privateSpans()).toHaveLength(1)
    expect(sourceText('password: x\na: 1\n'.repeat(50_000)).privateSpans()).toHaveLength(50_000)
  })
})

test.each(['passwd hunter2', '  MIIEpAIBAAKCAQEA7vbqajDhAMIIEpAIBAAKCAQEA7v', 'curl -u admin:hunter2 https://x: y'])(
  'the line %s of a broken text is not shown',
  line => expect(isSuspicious(line)).toBe(true),
)
test.each(['  kubernetesVersion: "1.33', 'image: registry.k8s.io/pause:3.9 x: y'])('the line %s is', line =>
  expect(isSuspicious(line)).toBe(false),
)
