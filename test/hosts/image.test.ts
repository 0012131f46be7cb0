// The image of the Dockerfile, built here without a network: what is in it, and that it runs where little is given.

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { CHUNKS } from '../../scripts/build/chunks.ts'
import { BUNDLE, ROOT } from '../bundle.ts'
import { run } from '../programs.ts'
import { builtImage, folderOf, hostEnv, podman, SEED } from './hosts.ts'

const LIST = resourceList([SEED])
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const CACHE = '/usr/local/lib/capv-ha/capv-ha.cache'

test('the Dockerfile and docs/containers.md name the Node and the version of this project', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  const base = /^ARG NODE_IMAGE=(.*)$/m.exec(dockerfile)?.[1]
  expect(base).toBe(`docker.io/library/node:${process.versions.node}-bookworm-slim`)
  expect(dockerfile.match(/^ARG VERSION=.*$/gm)).toEqual(expect.arrayContaining([`ARG VERSION=${version}`]))
  const page = readFileSync(join(ROOT, 'docs/containers.md'), 'utf8')
  expect(page).toContain(base)
  expect(new Set(page.match(/(?<=capv-ha:)[\d.]+/g))).toEqual(new Set([version]))
})

describe.skipIf(podman === undefined)('the image', () => {
  let image = ''
  beforeAll(() => {
    image = builtImage()
  })

  const container = (flags: readonly string[], args: readonly string[], stdin = '') =>
    run(podman, ['run', '--rm', '-i', '--network=none', ...flags, image, ...args], { env: hostEnv(), stdin })
  const node = (script: string, flags: readonly string[] = []) =>
    container(['--entrypoint=/usr/local/bin/node', ...flags], ['-e', script]).stdout.trim()

  test('says what it is, and runs as nobody', () => {
    const { stdout } = run(podman, ['image', 'inspect', image], { env: hostEnv() })
    const label = 'org.opencontainers.image'
    const Labels = {
      [`${label}.title`]: 'capv-ha',
      [`${label}.description`]: expect.stringMatching(/HACluster/),
      [`${label}.source`]: expect.stringMatching(/^https:/),
      [`${label}.licenses`]: 'Apache-2.0',
      [`${label}.version`]: version,
    }
    const Config = { User: '65534:65534', Entrypoint: ['/usr/local/bin/capv-ha'], Labels }
    expect(JSON.parse(stdout)).toMatchObject([{ Config }])
  })

  test('holds Node with its libraries, the bundle with its code cache, a user table, and nothing else', () => {
    const paths = node(`
      const mounted = /^\\/(dev|proc|run|sys)$|^\\/etc\\/(hosts|hostname|mtab|resolv.conf)$/
      const files = folder => fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
        const path = folder.replace(/\\/$/, '') + '/' + entry.name
        return mounted.test(path) ? [] : entry.isDirectory() ? files(path) : [path]
      })
      console.log(files('/').sort().join('\\n'))`)
    const parts = CHUNKS.flatMap(({ name, isUsual }) => (isUsual ? [] : [`/usr/local/lib/capv-ha/parts/${name}`]))
    const isLibrary = (path: string) => /^(\/usr)?\/lib(64)?\/.*\.so\.\d+$/.test(path)
    expect(paths.split('\n').filter(path => !isLibrary(path) && path !== '/usr/local/LICENSE')).toEqual([
      '/etc/group',
      '/etc/passwd',
      '/usr/local/bin/capv-ha',
      '/usr/local/bin/node',
      '/usr/local/lib/capv-ha/LICENSE',
      '/usr/local/lib/capv-ha/capv-ha.cache',
      '/usr/local/lib/capv-ha/capv-ha.js',
      ...parts.sort(),
      '/usr/local/lib/capv-ha/start.cjs',
    ])
    expect(paths).toContain('/libc.so.6')
  })

  const OWN = run(BUNDLE, [], { stdin: LIST })
  test.each([
    [
      'a read-only root and nobody',
      ['--read-only', '--user=nobody', '--cap-drop=all', '--security-opt=no-new-privileges'],
    ],
    ['a user that nobody knows', ['--read-only', '--user=12345:12345']],
    ['root', ['--user=0:0']],
    [
      'no HOME, another locale and time zone',
      ['--unsetenv=HOME', '--env=LC_ALL=tr_TR.UTF-8', '--env=TZ=Asia/Kathmandu'],
    ],
    ['another folder', ['--workdir=/proc']],
    ['64 MiB', ['--memory=64m']],
  ])('runs with %s', (_, flags) => {
    expect(container(flags, [], LIST)).toEqual(OWN)
  })

  test('its code cache fits its Node', () => {
    const script = `const text = fs.readFileSync('${CACHE.replace('cache', 'js')}', 'latin1')
      console.log(new vm.Script(text, { cachedData: fs.readFileSync('${CACHE}') }).cachedDataRejected)`
    expect(node(script)).toBe('false')
    expect(node(script, ['--env=NODE_OPTIONS=--jitless'])).toBe('true')
  })

  test('a code cache that does not fit, is broken or empty changes nothing', () => {
    const folder = folderOf({ garbage: 'no cache at all', empty: '' })
    expect(container(['--env=NODE_OPTIONS=--jitless'], [], LIST)).toEqual(OWN)
    for (const name of ['garbage', 'empty']) {
      expect(container([`--volume=${folder}/${name}:${CACHE}:ro`], [], LIST)).toEqual(OWN)
    }
  })

  test('is the command line too', () => {
    expect(container([], ['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 })
    expect(container([], ['--help']).stdout).toMatch(/^Expands HAClusters/)
    expect(container([], ['render', '-'], SEED).stdout).toBe(run(BUNDLE, ['render', '-'], { stdin: SEED }).stdout)
    expect(container([], ['render'])).toMatchObject({ stdout: '', exitCode: 2 })
  })

  test('3 MB into a slow reader arrive whole, also those of a failure', async () => {
    const good = resourceList(Array.from({ length: 320 }, (_, index) => numbered(index)))
    const bad = resourceList([
      ...Array.from({ length: 320 }, (_, index) => numbered(index)),
      ...foreign(1500),
      'kind: HACluster\napiVersion: capv-ha.dev/v1alpha1\nmetadata: {name: a}\n',
    ])
    const success = await slowly(image, good)
    expect(success.exitCode).toBe(0)
    expect(success.text.length).toBeGreaterThan(3_000_000)
    expect(success.text).toBe(run(BUNDLE, [], { stdin: good }).stdout)
    const failure = await slowly(image, bad)
    expect(failure.exitCode).toBe(1)
    expect(failure.text).toBe(run(BUNDLE, [], { stdin: bad }).stdout)
    expect(failure.text.startsWith(bad.trimEnd())).toBe(true)
  })
})

async function slowly(
  image: string,
  stdin: string,
): Promise<{ readonly text: string; readonly exitCode: number | null }> {
  const args = ['run', '--rm', '-i', '--network=none', '--read-only', image]
  const child = spawn('podman', args, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...hostEnv() } })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  child.stdin.end(stdin)
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += chunk
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  return { text, exitCode: await ended }
}

function numbered(index: number): string {
  return SEED.replaceAll('capv-5', `capv-${index}`)
    .replaceAll('192.168.', `10.${index >> 8}.`)
    .replaceAll('.10.', `.${index & 255}.`)
}

function foreign(count: number): readonly string[] {
  const one = (index: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: foreign-${index}}\ndata:\n  text: "${'x'.repeat(2000)}"\n`
  return Array.from({ length: count }, (_, index) => one(index))
}

function resourceList(items: readonly string[]): string {
  const indented = items.map(item => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`)
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${indented.join('')}`
}
