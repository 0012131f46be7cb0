// The value of a field whose name speaks of a secret is shown by no host, wherever the field was put and whatever else is wrong
// around it: fields of that kind belong to no HACluster, so what stands there was put there by mistake.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BUNDLE } from '../bundle.ts'
import { run } from '../programs.ts'
import { folderOf, hostEnv, SEED } from './hosts.ts'

const NAMES = [
  'apiPassphrase',
  'clientSecret',
  'kubeToken',
  'literals',
  'vcenter-credentials',
  'adminPass',
  'DB_PWD',
] as const

/** Ways to write a value under a name. */
const FORMS: readonly (readonly [string, (name: string) => string])[] = [
  ['a word', name => `  ${name}: hunter2`],
  ['a quoted word', name => `  "${name}": "hunter2"`],
  ['a number', name => `  ${name}: 0123456789 # hunter2`],
  ['a list', name => `  ${name}: [hunter2]`],
  ['a block list', name => `  ${name}:\n  - hunter2\n  - {hunter2: hunter2}`],
  ['a map', name => `  ${name}: {x: hunter2}`],
  ['text', name => `  ${name}: |\n    hunter2\n    hunter2`],
  ['folded words', name => `  ${name}: "hunter2\n    hunter2"`],
  ['twice', name => `  ${name}: hunter2\n  ${name}: hunter2`],
  ['beside a fault', name => `  node: {${name}: hunter2, format: [hunter2]}`],
  ['before a fault on the line', name => `  kubeadm: {${name}: hunter2, certSANs: "not a list"}`],
  ['deep inside', name => `  workers: [{name: a, machine: {${name}: hunter2}}]`],
  ['in a broken document', name => `  ${name}: hunter2: x`],
  ['in an open quote', name => `  ${name}: "hunter2`],
  ['without a colon', name => `  x: 1\n  ${name} hunter2`],
]

const HOSTS: Readonly<Record<string, (file: string, text: string) => string>> = {
  render: file => words(['render', file]),
  validate: file => words(['validate', file]),
  json: file => words(['validate', '--format', 'json', file]),
  github: file => words(['validate', '--format', 'github', file]),
  plugin: file => words(['cmp', 'generate'], { cwd: join(file, '..') }),
  function: (_, text) => ofFunction(text),
}

function words(args: readonly string[], options: { readonly cwd?: string; readonly stdin?: string } = {}): string {
  const { stdout, stderr, exitCode } = run(BUNDLE, args, { ...options, env: hostEnv() })
  expect(exitCode).toBe(1)
  return stdout + stderr
}

/** What the function says; the items themselves come back as they were. */
function ofFunction(text: string): string {
  const item = `- ${text.trimEnd().replaceAll('\n', '\n  ')}`
  const stdin = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${item}\n`
  const said = words([], { stdin })
  return said.slice(Math.max(0, said.indexOf('\nresults:')))
}

describe.each(Object.entries(HOSTS))('%s', (_, host) => {
  test.each(FORMS.map(([title, form], index) => [title, form(NAMES[index % NAMES.length] ?? '')]))('%s', (_, lines) => {
    const text = `${SEED.trimEnd()}\n${lines}\n`
    const file = join(folderOf({ 'cluster.yaml': text }), 'cluster.yaml')
    expect(host(file, text)).not.toMatch(/hunter2|123456789/)
  })
})

test('the name and the place are shown, and the line up to the value', () => {
  const file = join(folderOf({ 'cluster.yaml': `${SEED.trimEnd()}\n  clientSecret: hunter2\n` }), 'cluster.yaml')
  expect(words(['validate', file])).toContain('|   clientSecret: ***\n')
})
