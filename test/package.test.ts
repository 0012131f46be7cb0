// What users get besides the one file: the package that npm makes, and every entry's answer to a Node that is too old.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BUNDLE, ROOT } from './bundle.ts'
import { run } from './programs.ts'

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-package-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const seed = readFileSync(join(ROOT, 'examples/seed/expected.yaml'), 'utf8')

describe('the package', () => {
  // The bundle is built already: another build would take it away from under the tests beside this one.
  const packed = npm(['pack', '--ignore-scripts', '--json', '--pack-destination', scratch], ROOT)
  const [{ filename, files }] = JSON.parse(packed)
  const tarball = join(scratch, filename)
  const prefix = mkdtempSync(join(scratch, 'prefix-'))
  npm(['install', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, tarball], prefix)
  const installed = join(prefix, 'node_modules/capv-ha')
  const environment = { PATH: `${join(prefix, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }

  test('holds the program, README, licence, schema, function metadata and what README refers to', () => {
    const paths: readonly string[] = files.map(({ path }: { path: string }) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', 'dist/capv-ha.js']),
    )
    expect(paths).toEqual(
      expect.arrayContaining(['dist/package.json', 'dist/kpt-functions.js', ...inFolder('fn-config')]),
    )
    const links = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/\]\(([^):#]+)\)/g)].map(
      ([, path]) => path,
    )
    expect(links.filter(path => path !== 'CONTRIBUTING.md' && !paths.includes(path ?? ''))).toEqual([])
    expect(paths.filter(path => /\.map$|^(src|test|scripts)\//.test(path))).toEqual([])
  })

  test('installs without a network, and brings nothing along', () => {
    expect(readdirSync(join(prefix, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['capv-ha'])
    expect(manifest.private).toBeUndefined()
    expect(manifest.dependencies).toBeUndefined()
  })

  test('runs from the PATH, by npx, and as a module', () => {
    const file = join(installed, 'examples/seed/cluster.yaml')
    const shell = (command: string) => run('/bin/bash', ['-c', command], { cwd: prefix, env: environment }).stdout
    expect(shell(`capv-ha render ${file}`)).toBe(seed)
    expect(shell(`npx --offline capv-ha render ${file}`)).toBe(seed)
    expect(shell(`cd .. && npx --offline --yes ./${filename} --version`)).toBe(`${manifest.version}\n`)
    expect(shell(`node -e "console.log(typeof require('capv-ha/kpt-functions').default)"`)).not.toBe('')
    const schema = shell(`node -p "JSON.stringify(require('capv-ha/fn-config/hacluster.schema.json'))"`)
    expect(JSON.parse(schema)).toEqual(JSON.parse(shell('capv-ha schema')))
  })
})

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function inFolder(name: string): readonly string[] {
  return readdirSync(join(ROOT, name)).map(file => `${name}/${file}`)
}

describe('the Node that it needs', () => {
  const least = String(manifest.engines.node).replace('>=', '')
  const sentence = `capv-ha needs Node ${least} or newer`

  test('is said in one sentence, and no page names another', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', 'docs/install.md']
    for (const page of pages) expect(readFileSync(join(ROOT, page), 'utf8')).toContain(sentence)
    const others = [...pages, ...inFolder('docs')].map(page => readFileSync(join(ROOT, page), 'utf8'))
    const named = others.flatMap(text => [...text.matchAll(/\bNode (\d[\d.]*)/g)].map(([, version]) => version))
    expect(new Set(named)).toEqual(new Set([least]))
  })

  test('the bundle and the adapter stop in one line under an older Node', () => {
    const preload = join(scratch, 'old.cjs')
    writeFileSync(
      preload,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })\n",
    )
    const old = (args: readonly string[]) => run(process.execPath, ['--require', preload, ...args])
    const program = old([BUNDLE, '--version'])
    expect(program).toEqual({ stdout: '', stderr: `${sentence}; this is ${process.version}.\n`, exitCode: 2 })
    expect(old(['-e', `require(${JSON.stringify(join(ROOT, 'dist/kpt-functions.js'))})`]).stderr).toContain(
      `Error: ${sentence};`,
    )
  })

  const older = olderNode(least)
  test.skipIf(older === undefined)('scripts stop in one line under a Node that reads no TypeScript', () => {
    const { stdout, stderr, exitCode } = run(older, [join(ROOT, 'scripts/run.cjs'), 'build'])
    expect(stderr).toMatch(/^capv-ha needs Node [\d.]+ or newer; this is v[\d.]+\. Run this by npm: .*\n$/)
    expect(stderr).toContain(sentence)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  })

  test('every script of package.json is started by what says so', () => {
    const started = Object.values<string>(manifest.scripts).flatMap(script => script.match(/node \S+/g) ?? [])
    expect(new Set(started)).toEqual(new Set(['node scripts/run.cjs', 'node dist/capv-ha.js']))
  })
})

/** A Node on the PATH that is older than needed; the one that this repository brings comes first there. */
function olderNode(least: string): string | undefined {
  const [major = 0, minor = 0] = least.split('.').map(Number)
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'node'))
    .find(path => {
      try {
        const [own = 0, second = 0] = execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' })
          .split('.')
          .map(Number)
        return own < major || (own === major && second < minor)
      } catch {
        return false
      }
    })
  if (found === undefined) writeSync(2, `SKIPPED: tests that need a Node older than ${least} on PATH\n`)
  return found
}

describe('.ci/run outside of its workspace', () => {
  const tools = (folder: string) => {
    const copy = mkdtempSync(join(scratch, 'ci-'))
    cpSync(join(ROOT, '.ci'), join(copy, 'clone/.ci'), { recursive: true })
    const script =
      'set -euo pipefail; tools=$PWD; CAPV_HA_REQUIRE_HOSTS=1; . .ci/shared-tools; echo "$CAPV_HA_REQUIRE_HOSTS"'
    return run('/bin/bash', ['-c', script], { cwd: join(copy, folder) })
  }

  test('skips the tools that are not there with a line, and requires the rest', () => {
    const { stdout, stderr, exitCode } = tools('clone')
    expect(stderr).toMatch(/^SKIPPED: .*\n$/)
    expect({ stdout, exitCode }).toEqual({ stdout: 'programs\n', exitCode: 0 })
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toContain('. .ci/shared-tools\n')
    expect(dirname(ROOT)).not.toBe(scratch)
  })
})
