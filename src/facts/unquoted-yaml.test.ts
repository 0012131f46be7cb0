import { expect, test } from 'vitest'
import { unquotedFault } from './unquoted-yaml.ts'

test.each([
  'capv',
  'ALL=(ALL) NOPASSWD:ALL',
  'adm, systemd-journal',
  'Ada Lovelace (ops)',
  'ssh-ed25519 AAAAC3Nz ops@example',
  'from="10.0.0.0/8",command="echo" ssh-ed25519 AAAA',
  '/etc/größe',
  'LABEL=etcd_disk',
  'defaults,nofail',
  '192.168.10.1',
  '2001:db8::1',
  '-E',
  ':a',
  'a#b',
  'root:root',
  '1000:1000',
  '0:0',
  'yesterday',
  '1.2.3',
])('comes back: %s', text => {
  expect(unquotedFault(text)).toBeUndefined()
})

test.each([
  ['a\nb', 'hold a line break'],
  ['a\tb', 'hold a tab'],
  ['a ', 'begin or end with a space'],
  ['Doe: Ada', 'hold a colon before a space or at its end'],
  ['2001:db8::', 'hold a colon before a space or at its end'],
  ['key # laptop', 'hold "#" behind a space'],
  ['"a"', `begin with '"'`],
  ["'a'", `begin with "'"`],
  ['*', 'begin with "*"'],
  ['- a', 'begin with "-"'],
  ['-', 'begin with "-"'],
  ['%wheel', 'begin with "%"'],
  ...[
    'yes',
    'No',
    'null',
    '~',
    '0123',
    '1_000',
    '0x1f',
    '1e3',
    '.5',
    '12:30',
    '2024-01-02',
    '.inf',
    '1:2:3:4:5:6:7:8',
  ].map(text => [text, 'be a text that YAML takes for a number, a date or another word']),
])('does not: %j', (text, fault) => expect(unquotedFault(text)).toBe(fault))
