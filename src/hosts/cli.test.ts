import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FakeOptions } from '../../test/fake-world.ts'
import { fakeWorld, link, unreadable } from '../../test/fake-world.ts'
import { textOfPieces } from '../pieces.ts'
import { cli } from './cli.ts'
import type { Outcome } from './world.ts'

const SEED = readFileSync(new URL('../../examples/seed/cluster.yaml', import.meta.url), 'utf8')

async function run(files: Record<string, string | symbol>, args: readonly string[], options: FakeOptions = {}) {
  const world = fakeWorld(files, { ...options, args })
  const outcome: Outcome = await cli(world)
  return { ...outcome, stdout: textOfPieces(outcome.stdout), world }
}

test('without arguments on a terminal: usage and exit code 2', async () => {
  expect(await run({}, [])).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('capv-ha render PATH'),
    exitCode: 2,
  })
})

test.each([
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['--help'], /capv-ha validate PATH/],
  [['-h'], /Exit codes/],
  [['render', '--help'], /^Usage: capv-ha render PATH/],
  [['render', 'x.yaml', '-h'], /-o, --output DIR/],
  [['validate', '-h'], /--format FORMAT/],
  [['loadbalancer', '-h'], /--cluster NAME/],
  [['schema', '-h'], /^Usage: capv-ha schema\n/],
  [['schema'], /"\$schema"/],
  [['-v'], /^\d+\.\d+\.\d+\n$/],
  [['version'], /^\d+\.\d+\.\d+\n$/],
  [['help'], /Exit codes/],
  [['help', 'render'], /^Usage: capv-ha render PATH/],
  [['--help', 'validate'], /^Usage: capv-ha validate PATH/],
  [['help', 'help'], /^Usage: capv-ha help \[COMMAND\]\n/],
])('%j prints to standard output', async (args, text) => {
  expect(await run({}, args)).toMatchObject({ stdout: expect.stringMatching(text), stderr: '', exitCode: 0 })
})

test.each([
  [['rendr', 'x'], 'unknown command "rendr", did you mean "render"?'],
  [['apply'], 'unknown command "apply"'],
  [['a.yaml'], '"a.yaml" is no command, did you mean "render a.yaml"?'],
  [['--versoin'], 'unknown option "--versoin", did you mean "--version"?'],
  [['render'], 'PATH... is missing'],
  [['render', 'a.yaml', '--ouput', 'x'], 'unknown option "--ouput", did you mean "--output"?'],
  [['render', 'a.yaml', '--out', 'x'], 'unknown option "--out", did you mean "--output"?'],
  [['valid', 'a.yaml'], 'unknown command "valid", did you mean "validate"?'],
  [['render', 'a.yaml', '-o'], 'option "-o" must be followed by DIR'],
  [
    ['validate', 'a.yaml', '--format', 'jsn'],
    '"--format" must be one of "text", "json", "github", not "jsn", did you mean "json"?',
  ],
  [['schema', 'x'], 'too many arguments: usage is "capv-ha schema"\n'],
  [['schema', 'a.yaml'], 'too many arguments'],
  [['render', 'a.yaml', '--set', 'spec.machine'], 'option "--set" must be followed by PATH=VALUE, not "spec.machine"'],
  [['render', 'a.yaml', '--set', 'machine.memoryMiB=1'], 'must name a field below "spec", not "machine.memoryMiB"'],
  [['validate', '-', '--watch'], 'standard input cannot be watched'],
  [['validate', 'a.yaml', '--watch=yes'], 'option "--watch" must not have a value'],
  [['validate', 'a.yaml', '--watch', '--set', 'x'], 'must be followed by PATH=VALUE'],
  [['help', 'rendr'], 'unknown command "rendr", did you mean "render"?'],
  [['help', 'render', 'validate'], 'too many arguments: usage is "capv-ha help [COMMAND]"'],
  [['version', 'x'], 'too many arguments'],
  [['constructor'], 'unknown command "constructor"'],
])('%j is a usage error', async (args, text) => {
  const outcome = await run({ 'a.yaml': SEED }, args)
  expect(outcome).toMatchObject({ stdout: '', stderr: expect.stringContaining(text), exitCode: 2 })
  expect(outcome.stderr).toMatch(/Run "capv-ha.* --help" for usage\.\n$/)
})

test('files, folders and standard input give the same manifests', async () => {
  const files = { 'd/a.yaml': SEED, 'd/readme.md': 'x', 'd/foreign.yaml': 'kind: ConfigMap\n' }
  const fromFile = await run(files, ['render', 'd/a.yaml'])
  expect(fromFile).toMatchObject({ stderr: expect.not.stringContaining('error'), exitCode: 0 })
  expect(fromFile.stdout).toContain('kind: Machine\n')
  expect((await run(files, ['render', 'd'])).stdout).toBe(fromFile.stdout)
  expect((await run(files, ['render', '.'])).stdout).toBe(fromFile.stdout)
  expect((await run(files, ['render', './d', 'd/a.yaml', './d//a.yaml'])).stdout).toBe(fromFile.stdout)
  expect((await run({}, ['render', '-'], { stdin: SEED })).stdout).toBe(fromFile.stdout)
  expect((await run({ 'a.yaml': `\uFEFF${SEED.replaceAll('\n', '\r\n')}` }, ['render', 'a.yaml'])).stdout).toBe(
    fromFile.stdout,
  )
})

test('a folder is searched, but not its hidden corners', async () => {
  const other = 'kind: HACluster\napiVersion: capv-ha.dev/v1alpha1\nbroken: [\n'
  const files = { 'd/x/a.yml': SEED, 'd/.git/b.yaml': other, 'd/node_modules/c.yaml': other, 'd/d.yaml': link }
  expect(await run(files, ['validate', 'd'])).toMatchObject({ exitCode: 0 })
})

test("strangers' broken files in a folder do not matter, one that may be ours does", async () => {
  const chart = '{{- if .Values.x }}\nkind: [\n'
  expect(await run({ 'd/a.yaml': SEED, 'd/chart.yaml': chart }, ['validate', 'd'])).toMatchObject({ exitCode: 0 })
  const broken = await run({ 'd/a.yaml': SEED, 'd/b.yaml': 'apiVersion: capv-ha.dev/v1alpha1\nkind: [\n' }, [
    'validate',
    'd',
  ])
  expect(broken).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^error\[yaml-syntax\].*\n {2}d\/b\.yaml:2:/m),
  })
  expect(await run({ 'chart.yaml': chart }, ['validate', 'chart.yaml'])).toMatchObject({ exitCode: 1 })
})

test.each([
  [['render', 'none.yaml'], 'error[unreadable-file]: "none.yaml" must exist'],
  [['render', 'secret.yaml'], 'error[unreadable-file]: "secret.yaml" must be readable'],
  [['render', 'd'], 'error[unreadable-file]: "d/secret.yaml" must be readable'],
  [['render', 'foreign.yaml'], 'error[no-cluster]: "foreign.yaml" must hold at least one HACluster'],
  [['validate', '-'], 'error[no-cluster]: "<stdin>" must hold at least one HACluster'],
  [['loadbalancer', 'foreign.yaml'], 'error[no-cluster]'],
])('%j is an error', async (args, text) => {
  const files = { 'secret.yaml': unreadable, 'd/secret.yaml': unreadable, 'foreign.yaml': 'kind: ConfigMap\n' }
  expect(await run(files, args)).toMatchObject({ stdout: '', stderr: expect.stringContaining(text), exitCode: 1 })
})

test('validate counts clusters and the files that hold them', async () => {
  const files = { 'd/a.yaml': SEED, 'd/b.yaml': `${SEED}---\n${SEED}`, 'd/foreign.yaml': 'kind: ConfigMap\n' }
  expect(await run(files, ['validate', 'd'])).toMatchObject({
    stdout: '',
    stderr: expect.stringMatching(/\nvalid: 1 cluster in 2 files\n$/),
    exitCode: 0,
  })
  const inFolder = { 'd/a.yaml': `# mine\n${SEED}`.replaceAll('\n', '\r'), 'd/b.yaml': SEED }
  expect(await run(inFolder, ['validate', 'd'])).toMatchObject({
    stderr: expect.stringContaining('not in a carriage return (CR) alone\n  d/a.yaml:1:7\n'),
    exitCode: 1,
  })
})

test('--set puts a value into every HACluster, in every command that reads them', async () => {
  const files = {
    'a.yaml': SEED,
    'b.yaml': SEED.replace('capv-5', 'b').replace('.18:', '.19:').replace('31-33', '41-43'),
  }
  const set = ['--set', 'spec.machine.memoryMiB=4096', '--set', 'spec.kubernetesVersion=1.15', '--set']
  const { stdout, stderr } = await run(files, ['render', '.', ...set, 'spec.kubernetesVersion=1.16.4'])
  expect(stdout.match(/memoryMiB: \d+/g)).toEqual(Array(6).fill('memoryMiB: 4096'))
  expect(stdout.match(/ version: .*/g)).toEqual(Array(6).fill(' version: 1.16.4'))
  expect(stderr).not.toContain('error')
  const balancer = await run(files, ['loadbalancer', 'a.yaml', '--set', 'spec.controlPlaneEndpoint=192.168.10.20:8443'])
  expect(balancer.stdout).toMatch(/listen .*8443/)
  const faulty = await run(files, ['validate', 'a.yaml', '--set', 'spec.machine.memoryMiB=4Gi'])
  expect(faulty.stderr).toMatch(/`spec.machine.memoryMiB` must be .*\n {2}--set spec.machine.memoryMiB, /)
})

test.each([
  ['spec.workers[0].replicas=3', '--set spec.workers[0].replicas must lead to a field: the HACluster has no'],
  ['spec.machine.memoryMB=1', '`spec.machine.memoryMB` is not a known field'],
  ['spec.machine.memoryMiB=[1', '--set spec.machine.memoryMiB must be one YAML value'],
  ['spec.machine.memoryMiB=', '--set spec.machine.memoryMiB must be one YAML value'],
  ['spec.gitops=', '--set spec.gitops must be one YAML value'],
])('--set %s is an error', async (set, text) => {
  const outcome = await run({ 'a.yaml': SEED }, ['render', 'a.yaml', '--set', set])
  expect(outcome).toMatchObject({ stdout: '', stderr: expect.stringContaining(text), exitCode: 1 })
})

test.each([
  ['spec.workers[2].replicas=3', 'the last entry of `spec.workers` is `spec.workers[1]`'],
  ['spec.workers.replicas=3', '`spec.workers` is a list: name one of its entries, the last is `spec.workers[1]`'],
  ['spec.none[0].replicas=3', 'write the list `spec.none` into the file first'],
  ['spec.machine[0]=3', '`spec.machine` is no list'],
  ['spec.kubernetesVersion.minor=3', '`spec.kubernetesVersion` holds no fields'],
  ['spec.empty[0]=3', '`spec.empty` is empty'],
])('--set %s says what stands in the way', async (set, fix) => {
  const text = SEED.replace('spec:\n', 'spec:\n  workers: [{name: a}, {name: b}]\n  empty: []\n')
  const { stderr } = await run({ 'a.yaml': text }, ['validate', 'a.yaml', '--set', set])
  expect(stderr).toContain(`fix: ${fix}`)
})

test.each([
  ['clusters/prd.yaml', 'did you mean "clusters/prod.yaml"?'],
  ['clusters/prod', 'did you mean "clusters/prod.yaml"?'],
  ['./clustrs/prod.yaml', 'did you mean "clusters"?'],
  ['clusters/prod.yaml/x', 'see what is in the folder "clusters/prod.yaml"'],
  ['clusters/elsewhere/a.yaml', 'see what is in the folder "clusters"'],
  ['elsewhere.yaml', 'see whether the current folder is the right one'],
])('%s does not exist', async (path, fix) => {
  const { stderr, exitCode } = await run({ 'clusters/prod.yaml': SEED }, ['render', path])
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`must exist`)])
  expect(stderr).toContain(`fix: ${fix}`)
})

test('--set and a ResourceList do not go together', async () => {
  const stdin = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n'
  const outcome = await run({}, ['render', '-', '--set', 'spec.machine.memoryMiB=1'], { stdin })
  expect(outcome).toMatchObject({ stdout: '', stderr: expect.stringContaining('with a ResourceList'), exitCode: 2 })
})

test('validate --watch reports again when a file changes, comes or goes, and only then', async () => {
  const files: Record<string, string> = { 'd/a.yaml': SEED }
  const steps = [
    () => world.files.set('d/a.yaml', SEED.replace('capvVersion', 'capvVersoin')),
    () => undefined,
    () => world.files.set('d/a.yaml', SEED),
    () => world.files.set('d/notes.md', 'x'),
    () => world.files.set('d/b.yaml', `${SEED}---\n`),
    () => world.files.delete('d/b.yaml') && world.files.delete('d/a.yaml'),
  ]
  let reports: readonly string[] = []
  const onWait = (printed: readonly string[]) => {
    reports = printed
    const step = steps.shift()
    if (step === undefined) throw new Error('interrupted')
    step()
  }
  const world = fakeWorld(files, { args: ['validate', 'd', '--watch'], onWait })
  await expect(cli(world)).rejects.toThrow('interrupted')
  const last = reports.map(report => report.trimEnd().split('\n').at(-2))
  const ends = reports.map(report => report.trimEnd().split('\n').at(-1))
  expect(new Set(ends)).toEqual(new Set(['checked at 14:03:07, waiting for changes']))
  expect(last).toEqual([
    'valid: 1 cluster in 1 file',
    expect.stringMatching(/^\d errors?/),
    'valid: 1 cluster in 1 file',
    'valid: 1 cluster in 2 files',
    '1 error',
  ])
})

test('one bad cluster keeps every manifest back', async () => {
  const files = {
    'a.yaml': SEED,
    'b.yaml': SEED.replace('name: capv-5', 'name: other').replace('capvVersion', 'capvVersoin'),
  }
  const stream = await run(files, ['render', 'a.yaml', 'b.yaml'])
  expect(stream).toMatchObject({ stdout: '', exitCode: 1 })
  expect(stream.stderr).toMatch(/b\.yaml:\d+:\d+\n/)
  const folder = await run(files, ['render', 'a.yaml', 'b.yaml', '-o', 'out'])
  expect([...folder.world.files.keys()]).toEqual(['a.yaml', 'b.yaml'])
})

test('render -o writes files and prints nothing to standard output', async () => {
  const { world, ...outcome } = await run({ 'a.yaml': SEED }, ['render', 'a.yaml', '-o', 'out'])
  expect(outcome).toMatchObject({ stdout: '', stderr: expect.stringMatching(/written, 0 deleted/), exitCode: 0 })
  expect(world.files.has('out/capv-5/cluster_capv-5.yaml')).toBe(true)
})

test('validate speaks to people, programs and pull requests', async () => {
  const files = { 'a.yaml': SEED, 'b.yaml': 'apiVersion: capv-ha.dev/v1alpha1\nkind: HACluster\n' }
  expect(await run(files, ['validate', 'a.yaml'])).toMatchObject({
    stdout: '',
    stderr: expect.stringMatching(/\n\d+ warnings?\nvalid: 1 cluster in 1 file\n$/),
  })
  const json = await run(files, ['validate', 'b.yaml', '--format=json'])
  expect(json).toMatchObject({ stderr: '', exitCode: 1 })
  expect(JSON.parse(json.stdout).problems[0]).toMatchObject({
    severity: 'error',
    file: 'b.yaml',
    line: expect.any(Number),
  })
  const sound = await run(files, ['validate', 'a.yaml', '--format=json'])
  expect(JSON.parse(sound.stdout)).toMatchObject({ problems: expect.any(Array), clusters: 1, files: 1 })
  const github = await run(files, ['validate', 'b.yaml', '--format', 'github'])
  expect(github.stdout).toMatch(/^::error file=b\.yaml,line=\d+,/)
})

test('loadbalancer prints the file of the cluster that is meant', async () => {
  const external = SEED.replace('name: capv-5', 'name: plain')
    .replace('type: Nginx', 'type: External')
    .replace('10.31-33', '10.41-43')
  const files = { 'a.yaml': SEED, 'b.yaml': external.replaceAll('10.18', '10.19') }
  expect((await run(files, ['loadbalancer', 'a.yaml'])).stdout).toContain('192.168.10.31:6443')
  expect((await run(files, ['loadbalancer', '.', '--cluster', 'default/capv-5'])).stdout).toContain(
    '192.168.10.31:6443',
  )
  expect((await run(files, ['loadbalancer', '.'])).stdout).toContain('192.168.10.31:6443')
  expect(await run(files, ['loadbalancer', '.', '--cluster', 'x'])).toMatchObject({ exitCode: 2 })
  const none = await run(files, ['loadbalancer', 'b.yaml'])
  expect(none).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('no-load-balancer-file') })
})

describe('loadbalancer for several clusters', () => {
  const other = SEED.replace('name: capv-5', 'name: capv-6').replace('10.31-33', '10.41-43')
  const second = (endpoint: string, text = other) => ({
    'a.yaml': SEED,
    'b.yaml': text.replace('192.168.10.18:6443', endpoint),
  })

  test('is one file for all whose endpoints have one host', async () => {
    const { stdout, stderr, exitCode } = await run(second('192.168.10.18:7443'), ['loadbalancer', 'a.yaml', 'b.yaml'])
    expect(exitCode, stderr).toBe(0)
    for (const each of ['192.168.10.31:6443', '192.168.10.43:6443', ':7443;']) expect(stdout).toContain(each)
  })

  test('asks which, where the hosts differ', async () => {
    const files = second('192.168.10.19:7443')
    const asked = await run(files, ['loadbalancer', '.'])
    expect(asked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"default/capv-5", "default/capv-6"') })
    const named = await run(files, ['loadbalancer', '.', '--cluster', 'capv-6', '--cluster', 'default/capv-5'])
    expect(named.stdout).toContain('of clusters default/capv-5, default/capv-6.')
  })

  test('says what is left out of the file', async () => {
    const { stdout, stderr } = await run(second('192.168.10.18:7443'), ['loadbalancer', '.', '--cluster', 'capv-6'])
    expect(stdout).toContain('of cluster capv-6.')
    expect(stderr).toContain('not in the file, though its endpoint has the same host: default/capv-5\n')
  })

  test.each([
    ['one port', second('192.168.10.19:6443'), 'error[duplicate-endpoint]'],
    ['two programs', second('192.168.10.18:7443', other.replace('Nginx', 'HAProxy')), 'error[no-load-balancer-file]'],
    ['no file', second('192.168.10.18:7443', other.replace('Nginx', 'External')), 'error[no-load-balancer-file]'],
    [
      'a file of its own',
      second(
        '192.168.10.18:7443',
        `${other}  patches:\n    - {target: {kind: ConfigMap}, patch: '[{op: add, path: /data/nginx.conf, value: mine}]'}\n`,
      ),
      'error[no-load-balancer-file]',
    ],
  ])('must not have %s', async (_, files, error) => {
    const names = ['--cluster', 'capv-5', '--cluster', 'capv-6']
    const { stdout, stderr, exitCode } = await run(files, ['loadbalancer', '.', ...names])
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(error)
  })
})

test('colour on a terminal, unless NO_COLOR asks for none', async () => {
  const coloured = await run({}, ['render', 'x'], { terminal: true })
  expect(coloured.stderr).toContain('\u001b[')
  expect((await run({}, ['render', 'x'], { terminal: true, env: { NO_COLOR: '1' } })).stderr).not.toContain('\u001b[')
})

test('a ResourceList on standard input is answered with a ResourceList', async () => {
  const list = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- ${SEED.trimEnd().replaceAll('\n', '\n  ')}\n`
  const outcome = await run({}, ['render', '-'], { stdin: list })
  expect(outcome).toMatchObject({ stdout: expect.stringMatching(/kind: ResourceList/), exitCode: 0 })
})

test('a folder with former output: a node that would change is an error, and nothing is written', async () => {
  const first = await run({ 'a.yaml': SEED }, ['render', 'a.yaml', '-o', 'out'])
  expect(first.exitCode).toBe(0)
  const again = async (text: string) => {
    const files = { ...Object.fromEntries(first.world.files), 'a.yaml': text }
    const outcome = await run(files, ['render', 'a.yaml', '-o', 'out'])
    const isWritten = [...outcome.world.files].some(([file, text]) => Reflect.get(files, file) !== text)
    return { codes: outcome.stderr.match(/\[(node-[a-z-]+)\]/g) ?? [], isWritten, exitCode: outcome.exitCode }
  }
  const moved = SEED.replace(/^( +addresses: )\[.*$/m, '$1[192.168.10.41-43/24]')
  expect(await again(SEED)).toEqual({ codes: [], isWritten: false, exitCode: 0 })
  expect(await again(moved)).toEqual({
    codes: ['[node-readdressed]', '[node-readdressed]', '[node-readdressed]'],
    isWritten: false,
    exitCode: 1,
  })
  const grown = SEED.replace(/memoryMiB: \d+/, 'memoryMiB: 16384')
  expect((await again(grown)).codes).toContain('[node-needs-replacement]')
  const configured = `${SEED}  node: {preKubeadmCommands: [date]}\n`
  expect(await again(configured)).toEqual({ codes: ['[node-keeps-configuration]'], isWritten: true, exitCode: 0 })
  const silent = `${configured}  acknowledge: [node-keeps-configuration]\n`
  expect(await again(silent)).toEqual({ codes: [], isWritten: true, exitCode: 0 })
})
