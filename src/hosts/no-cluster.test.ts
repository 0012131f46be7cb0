import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fakeWorld } from '../../test/fake-world.ts'
import { textOfPieces } from '../pieces.ts'
import { cli } from './cli.ts'
import { cmp } from './cmp.ts'
import { krm } from './krm.ts'

const SEED = readFileSync(new URL('../../examples/seed/cluster.yaml', import.meta.url), 'utf8')
const FOREIGN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
const OUTPUT = textOfPieces((await cli(fakeWorld({ 'a.yaml': SEED }, { args: ['render', 'a.yaml'] }))).stdout)

describe('what stands where an HACluster should', () => {
  test.each([
    ['', 'not nothing', 'capv-ha init NAME'],
    ['---\n# spec:\n---\n', 'not nothing', 'capv-ha init NAME'],
    ['- name: a\n- name: b\n', 'not only a bare list', 'a document of its own'],
    ['[]', 'not only a bare list', 'a document of its own'],
    ['replicas: 3\n', 'not only text without `apiVersion` and `kind`', 'begin the HACluster with'],
    ['hello\n', 'not only text without `apiVersion` and `kind`', 'begin the HACluster with'],
    [OUTPUT, 'not only what capv-ha printed', 'name the file of the HACluster'],
    [`# comment\n---\n${OUTPUT}`, 'not only what capv-ha printed', 'name the file of the HACluster'],
    [`${OUTPUT}---\n${FOREIGN}`, 'not only manifests of other kinds', 'name a file or folder'],
    ['apiVersion: v1\nkind: List\nitems: []\n', 'not only manifests of other kinds', 'name a file or folder'],
  ])('a file, a folder and standard input: case %#', async (text, words, fix) => {
    for (const path of ['d/a.yaml', 'd', '-']) {
      const { stderr } = await cli(fakeWorld({ 'd/a.yaml': text }, { args: ['validate', path], stdin: text }))
      expect(stderr).toContain(words)
      expect(stderr).toContain(path === '-' && words === 'not nothing' ? 'in front of the pipe' : fix)
    }
  })

  test.each([
    [{ 'd/readme.md': 'x', 'd/.git/a.yaml': SEED }, 'no such file is there'],
    [{ 'd/a.yaml': '', 'd/b.yaml': OUTPUT }, 'not only what capv-ha printed'],
    [{ 'd/a.yaml': FOREIGN, 'd/b.yaml': OUTPUT }, 'not only manifests of other kinds'],
    [{ 'd/chart.yaml': '{{- if .Values.x }}\nkind: [\n' }, 'not only text without'],
  ])('a folder with %j', async (files, words) => {
    const { stderr } = await cli(fakeWorld(files, { args: ['render', 'd'] }))
    expect(stderr).toContain(words)
  })

  test.each([
    [{ 'readme.md': '' }, 'no such file is there', 'parameters `include` and `exclude`'],
    [{ 'a.yaml': '# later\n' }, 'not nothing', 'path of the Application'],
    [{ 'a.yaml': OUTPUT }, 'not only what capv-ha printed', 'commit the HACluster'],
    [{ 'a.yaml': FOREIGN }, 'not only manifests of other kinds', 'path of the Application'],
  ])('an application with %j', async (files, words, fix) => {
    const { stderr, exitCode } = await cmp(fakeWorld(files), 'generate')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(words)])
    expect(stderr).toContain(fix)
  })

  test.each([
    [[], 'not nothing', 'as functionConfig'],
    [OUTPUT.split(/^---\n/m), 'not only what capv-ha printed', 'from which the items were made'],
    [[FOREIGN], 'not only manifests of other kinds', 'as functionConfig'],
  ])('a ResourceList: case %#', async (items, words, fix) => {
    const lines = items.map(item => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')
    const { stderr } = await krm(
      fakeWorld({}, { stdin: `kind: ResourceList\nitems:${lines === '' ? ' []' : ''}\n${lines}` }),
    )
    expect(stderr).toContain(words)
    expect(stderr).toContain(fix)
  })
})

test('an HACluster in a bare list is not passed over beside a sound one', async () => {
  const inList = `- ${SEED.trimEnd().replaceAll('\n', '\n  ')}\n`
  const files = { 'd/a.yaml': SEED, 'd/b.yaml': inList.replace('capv-5', 'b'), 'd/c.yaml': '- {kind: ConfigMap}\n' }
  const { stderr, exitCode } = await cli(fakeWorld(files, { args: ['render', 'd'] }))
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/error\[lost-manifest\].*\n {2}d\/b\.yaml:\d/)])
  expect((await cmp(fakeWorld(files), 'generate')).stderr).toContain('must not stand inside of a list')
})

test('a file that is no manifest is reported once', async () => {
  const { stderr } = await cmp(fakeWorld({ 'a.yaml': SEED, 'values.yaml': 'replicas: 3\n' }), 'generate')
  expect(stderr.match(/error\[lost-manifest\].*/g)).toEqual([
    'error[lost-manifest]: a manifest must have `apiVersion` and `kind`',
  ])
})

test('an HACluster that was piped into the function is told its command', async () => {
  expect(await krm(fakeWorld({}, { stdin: SEED }))).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/"ResourceList", not "HACluster"\n.*`capv-ha render -`/),
  })
})
