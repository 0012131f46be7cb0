// The built bundle as a process: exit codes, pipes that are slow, full or closed, and places where little is given.

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BUNDLE, ROOT } from '../bundle.ts'
import { run } from '../programs.ts'

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-bundle-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const SEED_FILE = join(ROOT, 'examples/seed/cluster.yaml')
const SEED = readFileSync(SEED_FILE, 'utf8')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

/** Clusters that do not collide and cause no warning, as one stream. */
function clusters(count: number): string {
  const one = (index: number) =>
    `${SEED}  acknowledge: [no-thumbprint, cloud-provider-image-deleted, ssh-key]\n`
      .replace('name: capv-5', `name: capv-${index}`)
      .replaceAll('192.168.', `10.${index >> 8}.`)
      .replaceAll('.10.', `.${index & 255}.`)
  return Array.from({ length: count }, (_, index) => one(index)).join('---\n')
}

/** In a shell, for what only a shell can arrange. `$CAPV_HA` is the bundle, `$SEED` the example. */
function shell(script: string) {
  return run('/bin/bash', ['-c', script], { cwd: scratch, env: { CAPV_HA: BUNDLE, SEED: SEED_FILE } })
}

test('exit codes: 0 done, 1 input, 2 usage', () => {
  expect(run(BUNDLE, ['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 })
  expect(run(BUNDLE, ['render', SEED_FILE])).toMatchObject({
    stdout: expect.stringMatching(/^apiVersion: /),
    exitCode: 0,
  })
  expect(run(BUNDLE, ['render', 'none.yaml'])).toMatchObject({ stdout: '', exitCode: 1 })
  expect(run(BUNDLE, ['render'])).toMatchObject({ stdout: '', exitCode: 2 })
  expect(run(BUNDLE, ['validate', '-'], { stdin: 'a: [\n' })).toMatchObject({ stdout: '', exitCode: 1 })
})

test('without arguments it is the function: input that is no ResourceList leaves standard output empty', () => {
  expect(run(BUNDLE, [], { stdin: 'kind: Other\n' })).toMatchObject({ stdout: '', exitCode: 1 })
  expect(run(BUNDLE, [], { stdin: '' })).toMatchObject({ stdout: '', exitCode: 1 })
})

test('3 MB into a slow reader arrive whole', async () => {
  const count = 320
  const child = spawn(BUNDLE, ['render', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(clusters(count))
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += chunk
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  expect(await ended).toBe(0)
  expect(text.length).toBeGreaterThan(3_000_000)
  expect(text.match(/^kind: Cluster$/gm)?.length).toBe(count)
  expect(text.endsWith('\n')).toBe(true)
})

test('a non-blocking pipe on both ends loses nothing', async () => {
  // Node makes the pipes of its own children non-blocking where they are sockets; a parent that shares them does the same to us.
  const script = `const { spawnSync } = require('node:child_process')
    process.stdin.resume(); process.stdin.pause(); process.stdout._handle?.setBlocking?.(false)
    process.exitCode = spawnSync(process.argv[1], ['render', '-'], { stdio: 'inherit' }).status`
  const child = spawn(process.execPath, ['-e', script, BUNDLE], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  setTimeout(() => child.stdin.end(clusters(20)), 300)
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk
  expect(await ended).toBe(0)
  expect(text.match(/^kind: Cluster$/gm)?.length).toBe(20)
})

test('a reader that leaves early, or is not there at all, is no error', () => {
  writeFileSync(join(scratch, 'many.yaml'), clusters(50))
  const early = shell('set -o pipefail; "$CAPV_HA" render many.yaml | head -1')
  expect(early).toEqual({ stdout: expect.stringMatching(/^apiVersion: .*\n$/), stderr: '', exitCode: 0 })
  expect(shell('"$CAPV_HA" render "$SEED" >&-')).toMatchObject({ stdout: '', exitCode: 0 })
  expect(shell('"$CAPV_HA" render none.yaml 2>&-')).toMatchObject({ stdout: '', exitCode: 1 })
})

test('a full disk is an error', () => {
  const full = shell('"$CAPV_HA" render "$SEED" > /dev/full')
  expect(full).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('error[unwritable-file]') })
})

test('standard input that is closed, a folder or not UTF-8 is bad input', () => {
  expect(shell('"$CAPV_HA" render - <&-')).toMatchObject({ stdout: '', exitCode: 1 })
  expect(shell('"$CAPV_HA" render - <.')).toMatchObject({ stdout: '', exitCode: 1 })
  expect(shell('"$CAPV_HA" <.')).toEqual({
    stdout: '',
    stderr: 'error[unreadable-file]: standard input must be a file or a pipe, not a folder\n',
    exitCode: 1,
  })
  expect(shell('printf "a: \\377\\n" | "$CAPV_HA" render -')).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('must be UTF-8'),
    exitCode: 1,
  })
  expect(shell('printf "a: \\377\\n" | "$CAPV_HA"')).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('must be UTF-8'),
    exitCode: 1,
  })
})

test('neither HOME nor locale, time zone or folder matter', () => {
  const plain = run(BUNDLE, ['render', SEED_FILE]).stdout
  const bare = shell('env -i PATH="$PATH" LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu "$CAPV_HA" render "$SEED"')
  expect(bare).toMatchObject({ stdout: plain, exitCode: 0 })
  expect(shell('cd / && "$CAPV_HA" render "$SEED"').stdout).toBe(plain)
})

test('Windows files are read as any other', () => {
  writeFileSync(join(scratch, 'windows.yaml'), `\uFEFF${SEED.replaceAll('\n', '\r\n')}`)
  expect(shell('"$CAPV_HA" render windows.yaml').stdout).toBe(run(BUNDLE, ['render', SEED_FILE]).stdout)
})

test('it runs where it is copied to, also among modules', () => {
  mkdirSync(join(scratch, 'modules/bin'), { recursive: true })
  writeFileSync(join(scratch, 'modules/package.json'), '{"type": "module"}')
  cpSync(BUNDLE, join(scratch, 'modules/capv-ha.js'))
  cpSync(BUNDLE, join(scratch, 'capv-ha'))
  symlinkSync(BUNDLE, join(scratch, 'link'))
  for (const copy of ['modules/capv-ha.js', 'capv-ha', 'link']) {
    expect(shell(`./${copy} --version`)).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 })
  }
})

test('render -o keeps a folder as the clusters are', () => {
  const render = (text: string) => run(BUNDLE, ['render', '-', '-o', 'out'], { cwd: scratch, stdin: text })
  expect(render(SEED)).toMatchObject({ stdout: '', exitCode: 0 })
  expect(render(SEED).stderr).toMatch(/^0 written, 0 deleted, \d+ unchanged in "out"$/m)
  writeFileSync(join(scratch, 'out/capv-5/mine.yaml'), 'kind: Mine\n')
  const smaller = render(SEED.replace('{type: Nginx}', '{type: External}').replace(/type: Nginx/, 'type: External'))
  expect(smaller.stderr).toMatch(/0 written, 1 deleted/)
  writeFileSync(join(scratch, 'out/capv-5/cluster_capv-5.yaml'), 'kind: Mine\n')
  expect(render(SEED)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('error[file-in-the-way]') })
  expect(readFileSync(join(scratch, 'out/capv-5/cluster_capv-5.yaml'), 'utf8')).toBe('kind: Mine\n')
})

test.skipIf(process.platform !== 'linux')('a folder that the system refuses to make is an error', () => {
  const refused = shell('timeout 20 "$CAPV_HA" render "$SEED" -o /proc/x')
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('error[unwritable-file]') })
})

test('render -o makes folders at any depth', () => {
  expect(shell('"$CAPV_HA" render "$SEED" -o deep/er/out && ls deep/er/out').stdout).toBe('capv-5\n')
})
