// Whatever text a user writes into files, commands, accounts and paths is either refused or comes back from Cluster API's
// own bootstrap code, and from cloud-init where it is installed, byte for byte.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runChecks } from '../../src/config/checks/index.ts'
import { resolve } from '../../src/config/resolve/resolve.ts'
import type { HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import { plan } from '../../src/plan/plan.ts'
import { readYamlValue } from '../../src/read/documents/yaml-value.ts'
import { render } from '../../src/render/index.ts'
import { printStream } from '../../src/write/stream.ts'
import { printYaml } from '../../src/write/yaml.ts'
import { run } from '../programs.ts'
import { haCluster } from '../render/sample-clusters.ts'

const checker = process.env.CAPV_HA_NODE_CHECK
const folder = mkdtempSync(join(tmpdir(), 'capv-ha-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What templates, shells and YAML have a meaning for. */
const PARTS = [
  ...' \t\n\r{}%#"\\$:;,&*!|>@`~=-?[]()<>/._^+aZ0\u00e9\u00a0\ufeff\u{1f600}',
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '{{ local_hostname }}',
    '{{ ds.meta_data.hostname }}',
    '{{ .Name }}',
    '{% raw %}',
  ],
  ...[
    '$' + '{#x}',
    ': ',
    ' #',
    '\n\n',
    '---\n',
    '...\n',
    '- ',
    '\r\n',
    'yes',
    'null',
    '0123',
    'x: y',
    'content: |',
    '\\n',
  ],
]
const text = fc.string({ unit: fc.constantFrom(...PARTS), minLength: 1, maxLength: 12 })
// The checker compares names of files and accounts with what was written, not with what the node fills in.
const line = text.map(each => each.replaceAll(/[\n\r]|\{\{ (local|ds)[^}]*\}\}/g, '') || 'x')
const word = fc.string({ unit: fc.constantFrom(...' :#{}\'"-?yesnol01.é'), minLength: 1, maxLength: 5 })

/** What a block of YAML makes of the first line is a story of its own. */
const content = fc
  .tuple(fc.constantFrom('', '', '', ' ', '\t', '\n ', '\n\t', '\r\n'), text)
  .map(parts => parts.join(''))

const hostile = fc.record({
  contents: fc.array(content, { minLength: 60, maxLength: 60 }),
  commands: fc.array(text, { minLength: 60, maxLength: 60 }),
  paths: fc.array(line, { minLength: 40, maxLength: 40 }),
  values: fc.array(fc.oneof(word, line), { minLength: 40, maxLength: 40 }),
})

test.skipIf(checker === undefined)('refused, or the same on the node (CAPV_HA_NODE_CHECK)', () => {
  fc.assert(
    fc.property(hostile, texts => {
      const { spec, refused } = accepted(specOf(texts))
      expect(refused).toBeGreaterThan(0)
      arrives(spec)
    }),
    { numRuns: 2, endOnFailure: true },
  )
})

type Spec = Pick<HAClusterSpec, 'node' | 'users'>

function specOf({
  contents,
  commands,
  paths,
  values,
}: Readonly<Record<'contents' | 'commands' | 'paths' | 'values', string[]>>): Spec {
  // Commands are a shell's: the text stands between quotes.
  const quoted = commands.map(command => `: '${command.replaceAll("'", '')}'`)
  return {
    node: {
      files: [
        ...contents.map((content, i) => ({ path: `/srv/${i}`, content })),
        ...paths.map((path, i) => ({ path: `/srv/paths/${i}/${path}`, content: '' })),
      ],
      preKubeadmCommands: quoted.slice(0, 40),
      postKubeadmCommands: quoted.slice(40),
    },
    users: values.map((value, i) => ({ name: `${value}${i}`, gecos: value, groups: value, sudo: value })),
  }
}

const REFUSALS = ['jinja-text', 'unquoted-value', 'duplicate-name']

/** Without the files, commands and accounts that a check refuses, each for a reason that is about its text. */
function accepted(spec: Spec): { readonly spec: Spec; readonly refused: number } {
  const problems = runChecks(resolve(haCluster('v1.16.1', around(spec))), readYamlValue).filter(
    ({ severity }) => severity === 'error',
  )
  expect(problems.filter(({ code }) => !REFUSALS.includes(code))).toEqual([])
  const bad = new Set(problems.map(({ path }) => path.slice(0, path.includes('users') ? 3 : 4).join('.')))
  const sound = <T>(list: readonly T[] | null | undefined, path: string) =>
    (list ?? []).filter((_, i) => !bad.has(`spec.${path}.${i}`))
  return {
    spec: {
      node: {
        files: sound(spec.node?.files, 'node.files'),
        preKubeadmCommands: sound(spec.node?.preKubeadmCommands, 'node.preKubeadmCommands'),
        postKubeadmCommands: sound(spec.node?.postKubeadmCommands, 'node.postKubeadmCommands'),
      },
      users: sound(spec.users, 'users'),
    },
    refused: bad.size,
  }
}

function around(spec: Spec): Partial<HAClusterSpec> {
  return {
    kubernetesVersion: 'v1.34.1',
    cloudProvider: { type: 'Unmanaged' },
    controlPlane: { type: 'Machines', addresses: ['10.0.0.11/24'] },
    sshAuthorizedKeys: undefined,
    acknowledge: ['cluster-ca-owned-by-node'],
    ...spec,
  }
}

function arrives(spec: Spec): void {
  const resolved = resolve(haCluster('v1.16.1', around(spec)))
  const { release } = resolved
  if (release === undefined) throw new Error('v1.16.1 is a release')
  const stdin = printStream(render(plan({ ...resolved, release }), value => printYaml(value)))
  const { stdout } = run(checker, ['-out', folder], { stdin })
  expect(stdout).toBe('2 user data rendered, 0 faults\n')
  const [file = ''] = readdirSync(folder)
  const data = parse(filledIn(readFileSync(join(folder, file), 'utf8')))
  expect(data.users ?? []).toEqual((spec.users ?? []).map(user => JSON.parse(filledIn(JSON.stringify(user)))))
}

/** What the node fills in; files with more than that are not in question here. */
function filledIn(text: string): string {
  return text.replaceAll(/\{\{ (local_hostname|ds\.meta_data\.hostname) \}\}/g, 'alpha-controlplane-0')
}
