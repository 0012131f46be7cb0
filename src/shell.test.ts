import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leavings, readShell } from './shell.ts'

test.each([
  ['echo "a"', undefined],
  ["echo 'it''s'", undefined],
  ["echo it's", "'"],
  ['echo "a', '"'],
  ['echo "\\""', undefined],
  ['echo \\"', undefined],
  ["echo it\\'s", undefined],
  ['echo `date', '`'],
  ['echo $(date', '$('],
  ['echo "$(date "+%s")"', undefined],
  [`echo "\${a:-it's}"`, undefined],
  ["echo a # it's a comment", undefined],
  ["echo a#it's", "'"],
  ["echo a\\\n# it's", "'"],
  ["echo a \\\n# it's", undefined],
  ["cat <<EOF\nit's\nEOF\necho", undefined],
  ["cat <<'EOF' >/a\nit's \"\nEOF", undefined],
  ['cat <<-EOF\n\ta\n\tEOF', undefined],
  ['cat <<EOF\na', '<<'],
  ['a=$((1<<2)); echo $a', undefined],
  ['awk \'{print "$1"}\' <<<"a"', undefined],
  ['(cd /a && ls', '('],
  ["echo $'it\\'s'", undefined],
  ['echo a \\', '\\'],
  ['echo a \\\\', undefined],
  ['echo a \\\n', undefined],
  ["echo 'a \\'", undefined],
  ['echo "a \\', '"'],
  ['echo # a \\', undefined],
  ['cat <<EOF\na \\\nEOF', undefined],
])('%s leaves open %s', (text, kind) => {
  expect(readShell(text).open?.kind).toBe(kind)
})

test.each<readonly [string, string]>([
  ['exit 0', 'exit 0 certain'],
  ['echo a; exit', 'exit ? certain'],
  ['false || exit 1', 'exit 1 after failure'],
  ['test -f /a && exit 0', 'exit 0'],
  ['if a; then exit 0; fi', 'exit 0'],
  ['(exit 0)', ''],
  ['echo "exit 0"', ''],
  ['echo exit', ''],
  ['exec >/var/log/a 2>&1', ''],
  ['exec /bin/a', 'exec ? certain'],
  ['f() {\n  exit 1\n}\nf', ''],
  ['# exit 0', ''],
  ['sh -c "exit 0" || exit', 'exit ? after failure'],
  ['case a in b) exit 0;; esac', ''],
])('%s', (text, expected) => {
  const words = leavings(readShell(text)).map(
    ({ word, status = '?', isCertain, isAfterFailure }) =>
      `${word} ${status}${isCertain ? ' certain' : ''}${isAfterFailure ? ' after failure' : ''}`,
  )
  expect(words.join()).toBe(expected)
})

test('what a shell calls unfinished is left open, and nothing else', () => {
  const part = fc.constantFrom("'", '"', '\\', ' ', 'a', '\n', '# ', '$(', ')', 'echo ', '`')
  const script = fc.array(part, { maxLength: 8 }).map(parts => `: ${parts.join('')}`)
  fc.assert(
    fc.property(script, text => {
      const complaint = complaintOf(text)
      const isOpen = /unexpected EOF|unterminated/i.test(complaint)
      const kind = readShell(text).open?.kind
      if (isOpen) expect(kind, JSON.stringify(text)).toBeDefined()
      // A backslash at the end is no mistake to a shell that reads nothing behind it.
      else if (complaint === '') expect([undefined, '\\'], JSON.stringify(text)).toContain(kind)
    }),
    { numRuns: 1000 },
  )
})

function complaintOf(text: string): string {
  try {
    execFileSync('bash', ['-n', '-c', text], { stdio: 'pipe' })
    return ''
  } catch (error) {
    return String(Object(error).stderr)
  }
}
