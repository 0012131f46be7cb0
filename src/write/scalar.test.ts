import { expect, test } from 'vitest'
import { printLiteral, printNumber, printString } from './scalar.ts'

test.each([
  'capv-5-controlplane-0',
  'cluster.x-k8s.io/v1beta2',
  'v1.16.3',
  '1.16.3',
  '192.168.10.31',
  '192.168.10.31/24',
  '192.168.10.18:6443',
  '2001:db8::/64',
  '10Gi',
  '40%',
  '/var/run/containerd/containerd.sock',
  'ALL=(ALL) NOPASSWD:ALL',
  'hostname "{{ ds.meta_data.hostname }}"',
  'echo "::1         ipv6-localhost ipv6-loopback" >/etc/hosts',
  '--node-ip=10.0.0.1',
  "it's",
  `ssh-ed25519 ${'A'.repeat(500)} user@host`,
])('plain: %s', text => {
  expect(printString(text)).toBe(text)
})

test.each([
  '',
  'yes',
  'Off',
  'Y',
  'null',
  '~',
  '=',
  '<<',
  '1.30',
  '010',
  '0b11',
  '1_000',
  'e3',
  '0xA_F',
  '685_230.15',
  '2024-01-01',
  '12:34:56',
  '00:50:56:11:22:33',
  '.inf',
  '- a',
  'a: b',
  'a:',
  'a #b',
  'a ',
  ' a',
  '*/Resources',
  '{{ ds.meta_data.hostname }}',
  '%a',
  '@a',
  '`a`',
  '!a',
  '&a',
  'Größe 😀',
])('in single quotes: %s', text => {
  expect(printString(text)).toBe(`'${text}'`)
})

test.each([
  ["'a'", `"'a'"`],
  [`'a' "b"`, `'''a'' "b"'`],
  ['a\tb', '"a\\tb"'],
  ['a\r\nb', '"a\\r\\nb"'],
  ['\ufeffa', '"\\ufeffa"'],
  ['a\u0085\u2028\u2029\u007f\u009f\ufffe\uffff', '"a\\u0085\\u2028\\u2029\\u007f\\u009f\\ufffe\\uffff"'],
  ['a\u0000\u001b😀', '"a\\u0000\\u001b😀"'],
  ['a\nb\n', '"a\\nb\\n"'],
])('%j in other quotes', (text, printed) => {
  expect(printString(text)).toBe(printed)
})

test.each([
  ['a\nb\n', '|\n  a\n  b'],
  ['a\nb', '|-\n  a\n  b'],
  ['\n\na\n\nb\n', '|\n\n\n  a\n\n  b'],
  ['  a\nb\n', '|2\n    a\n  b'],
  ['a\n\tb\n', '|\n  a\n  \tb'],
  ['# a\n---\nb: c\n', '|\n  # a\n  ---\n  b: c'],
])('%j as a block', (text, printed) => {
  expect(printLiteral(text, '\n  ')).toBe(printed)
})

test.each(['a', '\n', '\ta\nb\n', 'a\n\n', 'a\n ', 'a \n', 'a\r\nb\r\n', 'a\n\ufeff\n', 'a\n\u0085b\n', 'a\n\ud800\n'])(
  '%j not as a block',
  text => {
    expect(printLiteral(text, '\n  ')).toBeUndefined()
  },
)

test.each([
  [0, '0'],
  [-12, '-12'],
  [0.5, '0.5'],
  [9007199254740991, '9007199254740991'],
  [1e21, '1.0e+21'],
  [1.5e-7, '1.5e-7'],
])('the number %d', (value, printed) => {
  expect(printNumber(value)).toBe(printed)
})

test('text of many megabytes is no danger', () => {
  const text = 'a b'.repeat(3_000_000)
  expect(printString(text) === text).toBe(true)
  expect(printLiteral(`${text}\nc\n`, '\n')).toHaveLength(text.length + 4)
})
