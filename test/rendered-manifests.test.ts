// examples/rendered-manifests: what is committed there is fresh, and the shell of its pipelines does what they promise, in a real
// git repository with capv-ha installed from a package.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { BUNDLE, ROOT } from './bundle.ts'
import { program, type RunResult, run } from './programs.ts'

const EXAMPLE = join(ROOT, 'examples/rendered-manifests')
const git = program('git')
const npm = program('npm')
const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-pipelines-'))
afterAll(() => rmSync(scratch, { recursive: true }))

test('the manifests are what the HAClusters expand to now (npm run golden)', async () => {
  const fresh = join(scratch, 'fresh')
  expect(run(BUNDLE, ['render', join(EXAMPLE, 'clusters'), '-o', fresh]).exitCode).toBe(0)
  for (const path of filesIn(fresh))
    await expect(readFileSync(join(fresh, path), 'utf8')).toMatchFileSnapshot(join(EXAMPLE, 'manifests', path))
  expect(filesIn(join(EXAMPLE, 'manifests'))).toEqual(filesIn(fresh))
})

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
}

interface Pipeline {
  readonly name: string
  /** The scripts of a job, each as a shell of its own, as the service runs them. */
  readonly scripts: (job: 'check' | 'render') => readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const REPOSITORY = 'https://capv-ha:none@git.example.test/fleet.git'

const PIPELINES: readonly Pipeline[] = [
  {
    name: 'GitHub Actions',
    scripts: job => {
      const { jobs } = parse(readFileSync(join(EXAMPLE, '.github/workflows/manifests.yaml'), 'utf8'))
      return jobs[job].steps.flatMap(({ run }: { readonly run?: string }) => run ?? [])
    },
    env: { GITHUB_REF_NAME: 'change' },
  },
  {
    name: 'GitLab',
    scripts: job => {
      const { default: common, [job]: own } = parse(readFileSync(join(EXAMPLE, '.gitlab-ci.yml'), 'utf8'))
      return [[...common.before_script, ...own.script].join('\n')]
    },
    env: {
      PUSH_TOKEN: 'none',
      CI_SERVER_HOST: 'git.example.test',
      CI_PROJECT_PATH: 'fleet',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'change',
    },
  },
]

describe.skipIf(git === undefined || npm === undefined)('pipelines', () => {
  const tarball = pack()

  describe.each(PIPELINES)('$name', ({ name, scripts, env }) => {
    const home = mkdtempSync(join(scratch, 'home-'))
    const prefix = join(home, 'node')
    const origin = join(home, 'origin.git')
    const clone = join(home, 'clone')
    const environment = {
      CAPV_HA: tarball,
      HOME: home,
      npm_config_prefix: prefix,
      npm_config_offline: 'true',
      PATH: `${join(prefix, 'bin')}${delimiter}${process.env.PATH}`,
      // No settings of the machine; and the service's address is the repository here.
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${origin}.insteadOf`,
      GIT_CONFIG_VALUE_0: REPOSITORY,
      ...env,
    }
    const inClone = (...args: readonly string[]) => run(git, args, { cwd: clone, env: environment })
    const runJob = (job: 'check' | 'render'): RunResult => {
      let last: RunResult = { stdout: '', stderr: '', exitCode: 0 }
      for (const script of scripts(job)) {
        last = run('/bin/bash', ['-eo', 'pipefail', '-c', script], { cwd: clone, env: environment })
        if (last.exitCode !== 0) break
      }
      return last
    }
    const edit = (from: string, to: string) => {
      const file = join(clone, 'clusters/capv-5.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
      inClone('-c', 'user.name=test', '-c', 'user.email=test@example.test', 'commit', '-qam', 'change')
    }

    test('refuses stale manifests, renders them on demand, and has nothing to do after that', () => {
      mkdirSync(clone)
      cpSync(EXAMPLE, clone, { recursive: true })
      run(git, ['init', '-q', '--bare', origin], { env: environment })
      inClone('init', '-q', '-b', 'change')
      inClone('remote', 'add', 'origin', origin)
      inClone('add', '--all')
      inClone('-c', 'user.name=test', '-c', 'user.email=test@example.test', 'commit', '-qm', 'example')
      const committed = () => inClone('ls-remote', origin, 'change').stdout.split('\t')[0]

      expect(runJob('check'), name).toMatchObject({ exitCode: 0 })

      edit('replicas: 2', 'replicas: 3')
      const stale = runJob('check')
      expect(stale).toMatchObject({
        exitCode: 4,
        stdout: expect.stringContaining('\n-  replicas: 2\n+  replicas: 3\n'),
      })
      expect(inClone('status', '--porcelain').stdout).toBe('')

      const rendered = runJob('render')
      expect(rendered, rendered.stderr).toMatchObject({ exitCode: 0 })
      expect(committed()).toBe(inClone('rev-parse', 'HEAD').stdout.trim())
      expect(inClone('diff', '--name-only', 'HEAD~1').stdout).toBe(
        'manifests/capv-5/machinedeployment_capv-5-general.yaml\n',
      )
      expect(runJob('check')).toMatchObject({ exitCode: 0 })

      const before = committed()
      expect(runJob('render')).toMatchObject({ exitCode: 0 })
      expect(committed()).toBe(before)

      edit('capvVersion', 'capvVersoin')
      expect(runJob('check')).toMatchObject({ exitCode: 1 })
      expect(runJob('render')).toMatchObject({ exitCode: 1 })
      expect(inClone('status', '--porcelain').stdout).toBe('')
      expect(committed()).toBe(before)
    })
  })
})

/** The package, of the bundle that is built already. */
function pack(): string {
  if (npm === undefined) return ''
  const { stdout } = run(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', scratch], { cwd: ROOT })
  return join(scratch, JSON.parse(stdout)[0].filename)
}
