// Every folder of examples/ does what its README says: `expected.yaml` is what comes out. `npm run golden` rewrites it.

import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resolveRelease } from '../src/facts/releases.ts'
import { parseDocuments } from '../src/read/documents/document.ts'
import { BUNDLE, ROOT } from './bundle.ts'
import { builtImage, folderOf, hostEnv, podman } from './hosts/hosts.ts'
import { program, run } from './programs.ts'
import { apiVersionOf } from './render/api-versions.ts'

interface Example {
  /** Programs without which it is skipped. */
  readonly needs: readonly (string | undefined)[]
  /** Prints what `expected.yaml` holds; `folder` is a copy. */
  readonly print: (folder: string) => string
}

/** The name that the examples give the image. */
const IMAGE = 'localhost/capv-ha:0.1.0'
const EXAMPLES = join(ROOT, 'examples')
const kustomize = program('kustomize')
const kpt = program('kpt')

const examples: Readonly<Record<string, Example>> = {
  'air-gapped': { needs: [], print: rendered },
  'external-etcd': { needs: [], print: rendered },
  hardened: { needs: [], print: rendered },
  ignition: { needs: [], print: rendered },
  'autoscaled-workers': { needs: [], print: rendered },
  'dual-stack': { needs: [], print: rendered },
  'kpt-package': {
    needs: [kpt],
    print: folder => stdoutOf(kpt, ['fn', 'render', folder, '--allow-exec', '-o', 'unwrap']),
  },
  'kube-vip': { needs: [], print: rendered },
  'kubeadm-control-plane': { needs: [], print: rendered },
  'kustomize-container': { needs: [kustomize, podman], print: inContainer },
  'kustomize-generator': { needs: [kustomize], print: folder => kustomized(folder, '--enable-exec') },
  'kustomize-transformer': {
    needs: [kustomize],
    print: folder => kustomized(join(folder, 'production'), '--enable-exec'),
  },
  'machines-v1.16': { needs: [], print: rendered },
  modern: { needs: [], print: rendered },
  'rendered-manifests': { needs: [], print: folder => stdoutOf(BUNDLE, ['render', join(folder, 'clusters')]) },
  seed: { needs: [], print: rendered },
  zones: { needs: [], print: rendered },
}

test('each folder is an example that is known here', () => {
  expect(readdirSync(EXAMPLES).sort()).toEqual(Object.keys(examples).sort())
})

test.each(Object.keys(examples))('examples/%s has a README', name => {
  expect(existsSync(join(EXAMPLES, name, 'README.md'))).toBe(true)
})

for (const [name, { needs, print }] of Object.entries(examples)) {
  test.skipIf(needs.includes(undefined))(`examples/${name} gives its expected.yaml`, async () => {
    const folder = folderOf({})
    cpSync(join(EXAMPLES, name), folder, { recursive: true })
    await expect(print(folder)).toMatchFileSnapshot(join(EXAMPLES, name, 'expected.yaml'))
  })
}

test('the air-gapped cluster names no image of the world outside', () => {
  const output = readFileSync(join(EXAMPLES, 'air-gapped', 'expected.yaml'), 'utf8')
  // The registries themselves are named, as those that mirrors stand for.
  expect(output).toContain('/etc/containerd/certs.d/registry.k8s.io/hosts.toml')
  const references = output.match(/(?<![\w/.-])[\w-]+(\.[\w-]+)+(:\d+)?(\/[\w.-]+)+(:[\w.-]+|@sha256:\w+)/g) ?? []
  expect(references.filter(reference => !/^[^/]*\.example\.test[:/]/.test(reference))).toEqual([])
  expect(output).not.toMatch(/^ *(- )?(image|imageRepository): (?!.*\.example\.test)/m)
})

/** A release of each profile, with a Kubernetes version that it was tested with. */
const SEED_RELEASES = [
  ['v0.5.4', '1.16.3'],
  ['v0.7.12', 'v1.21.14'],
  ['v0.8.2', 'v1.22.17'],
  ['v1.13.1', 'v1.32.9'],
  ['v1.15.3', 'v1.34.1'],
  ['v1.16.1', 'v1.34.1'],
] as const

test.each(SEED_RELEASES)('examples/seed renders at %s with one line more from v0.8 on', (release, kubernetes) => {
  const seed = readFileSync(join(EXAMPLES, 'seed', 'cluster.yaml'), 'utf8')
  const newer = seed.replace('v0.5.4', release).replace('kubernetesVersion: 1.16.3', `kubernetesVersion: ${kubernetes}`)
  const whole =
    release.startsWith('v0.5') || release.startsWith('v0.7') ? newer : `${newer}  cloudProvider: {type: Unmanaged}\n`
  const { stdout, stderr, exitCode } = run(BUNDLE, ['render', '-'], { stdin: whole })
  expect(exitCode, stderr).toBe(0)
  expect(stdout.match(/^kind: .*$/gm)).toEqual(
    readFileSync(join(EXAMPLES, 'seed', 'expected.yaml'), 'utf8').match(/^kind: .*$/gm),
  )
  const profile = resolveRelease(release)
  for (const { value } of parseDocuments(stdout).map(document => document.resolve())) {
    const { apiVersion, kind } = identityOf(value)
    expect(apiVersion).toBe(typeof profile === 'string' ? profile : apiVersionOf(profile.profile, kind))
  }
})

function identityOf(value: unknown): { readonly apiVersion: unknown; readonly kind: string } {
  if (typeof value !== 'object' || value === null || !('apiVersion' in value) || !('kind' in value)) throw new Error()
  return { apiVersion: value.apiVersion, kind: String(value.kind) }
}

function rendered(folder: string): string {
  return stdoutOf(BUNDLE, ['render', join(folder, 'cluster.yaml')])
}

function kustomized(folder: string, ...flags: readonly string[]): string {
  return stdoutOf(kustomize, ['build', '--enable-alpha-plugins', ...flags, folder])
}

function inContainer(folder: string): string {
  stdoutOf(podman, ['tag', builtImage(), IMAGE])
  return kustomized(folder)
}

function stdoutOf(path: string | undefined, args: readonly string[]): string {
  const { stdout, stderr, exitCode } = run(path, args, { env: hostEnv() })
  expect(exitCode, stderr).toBe(0)
  return stdout
}
