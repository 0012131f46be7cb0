// The image under the hosts that run containers: kustomize, kubectl and kpt, through podman.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { program, run } from '../programs.ts'
import { builtImage, type Files, filesIn, folderOf, hostEnv, podman, SEED } from './hosts.ts'

const kustomize = program('kustomize')
const kubectl = program('kubectl')
const kpt = program('kpt')

describe.skipIf(podman === undefined)('the image', () => {
  let image = ''
  beforeAll(() => {
    image = builtImage()
  })

  const byExec = 'exec: {path: capv-ha}'
  const byContainer = () => `container: {image: "${image}", network: false}`

  const generator = (how: string, cluster = SEED): Files => ({
    'kustomization.yaml': 'generators: [clusters]\n',
    'clusters/kustomization.yaml': `resources: [cluster.yaml]
commonAnnotations:
  config.kubernetes.io/function: |
    ${how}
`,
    'clusters/cluster.yaml': cluster,
  })

  const transformer = (how: string): Files => ({
    'kustomization.yaml': 'resources: [cluster.yaml, foreign.yaml]\ntransformers: [capv-ha.yaml]\n',
    'cluster.yaml': SEED,
    'foreign.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: foreign}\ndata: {a: "yes"}\n',
    'capv-ha.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: capv-ha
  annotations:
    config.kubernetes.io/function: |
      ${how}
`,
  })

  const build = (files: Files, flags: readonly string[] = []) =>
    run(kustomize, ['build', '--enable-alpha-plugins', ...flags, '.'], { cwd: folderOf(files), env: hostEnv() })
  const kubectlBuild = (files: Files) =>
    run(kubectl, ['kustomize', '--enable-alpha-plugins', '.'], { cwd: folderOf(files), env: hostEnv() })

  test.skipIf(kustomize === undefined)('kustomize: container and exec make the same bytes', () => {
    const { stdout, exitCode } = build(generator(byContainer()))
    expect(exitCode).toBe(0)
    expect(stdout).toBe(build(generator(byExec), ['--enable-exec']).stdout)
    const transformed = build(transformer(byContainer()))
    expect(transformed.exitCode).toBe(0)
    expect(transformed.stdout).toBe(build(transformer(byExec), ['--enable-exec']).stdout)
    expect(transformed.stdout).toContain('name: foreign')
  })

  test.skipIf(kustomize === undefined || kubectl === undefined)(
    'kubectl kustomize: the same bytes as kustomize',
    () => {
      expect(kubectlBuild(generator(byContainer()))).toEqual(build(generator(byContainer())))
      expect(kubectlBuild(transformer(byContainer()))).toEqual(build(transformer(byContainer())))
    },
  )

  test.skipIf(kustomize === undefined)('kustomize: an overlay swaps exec for the container', () => {
    const base = generator(byExec)
    const files = {
      'clusters/kustomization.yaml': `resources: [../base]
patches:
- target: {kind: HACluster}
  patch: |
    apiVersion: any
    kind: any
    metadata:
      name: any
      annotations:
        config.kubernetes.io/function: |
          ${byContainer()}
`,
      'base/kustomization.yaml': base['clusters/kustomization.yaml'] ?? '',
      'base/cluster.yaml': SEED,
      'kustomization.yaml': 'generators: [clusters]\n',
    }
    expect(build(files).stdout).toBe(build(base, ['--enable-exec']).stdout)
  })

  test.skipIf(kubectl === undefined)('kubectl kustomize: an error fails the build, readable and without output', () => {
    const answer = kubectlBuild(generator(byContainer(), SEED.replace('31-33/24', '31-32/24')))
    expect(answer).toMatchObject({
      stdout: '',
      exitCode: 1,
      stderr: expect.stringMatching(/^error\[even-control-plane\]/m),
    })
  })

  const pipeline = (how: string): Files => ({
    Kptfile: `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: clusters\npipeline:\n  mutators:\n    - ${how}\n`,
    'prod/cluster.yaml': SEED,
    'foreign.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: foreign # ours\ndata:\n  a: "yes"\n',
  })

  test.skipIf(kpt === undefined)(
    'kpt fn render: image and exec write the same files, the second run changes none',
    () => {
      const exec = folderOf(pipeline('exec: capv-ha'))
      const folder = folderOf(pipeline(`image: ${image}`))
      const render = () => run(kpt, ['fn', 'render', folder, '--image-pull-policy', 'never'], { env: hostEnv() })
      expect(render()).toMatchObject({ exitCode: 0 })
      const first = filesIn(folder)
      expect(run(kpt, ['fn', 'render', exec, '--allow-exec'], { env: hostEnv() })).toMatchObject({ exitCode: 0 })
      expect({ ...first, Kptfile: '' }).toEqual({ ...filesIn(exec), Kptfile: '' })
      expect(render()).toMatchObject({ exitCode: 0 })
      expect(filesIn(folder)).toEqual(first)
    },
  )

  test.skipIf(kpt === undefined)('kpt fn eval: image, with results', () => {
    const folder = folderOf({ 'cluster.yaml': SEED })
    const results = join(folderOf({}), 'results')
    const args = ['fn', 'eval', folder, '--image', image, '--image-pull-policy', 'never', '--results-dir', results]
    expect(run(kpt, args, { env: hostEnv() })).toMatchObject({ exitCode: 0 })
    expect(Object.keys(filesIn(folder))).toHaveLength(13)
    expect(parse(readFileSync(join(results, 'results.yaml'), 'utf8'))).toMatchObject({
      items: [{ image, exitCode: 0 }],
    })
  })

  test.skipIf(kpt === undefined)('kpt fn doc shows the help', () => {
    const { stdout, exitCode } = run(kpt, ['fn', 'doc', '--image', image], { env: hostEnv() })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('capv-ha render PATH')
  })
})
