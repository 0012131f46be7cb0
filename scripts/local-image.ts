// Builds the image of the Dockerfile where no base image can be pulled, and prints its name:
// `node scripts/run.cjs local-image [TARGET]`. The base image is made of this Node and its libraries, and its npm hands out the
// packages that are installed here; everything else is the Dockerfile's own. The name holds a hash of all that goes in:
// nothing is built twice.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { reportedLibraries } from './image/libraries.ts'

const project = join(import.meta.dirname, '..')
/** What the Dockerfile copies, as .dockerignore says, and what runs in its build stage. */
const INPUTS = [
  ...[
    'Dockerfile',
    '.dockerignore',
    'package.json',
    'package-lock.json',
    'LICENSE',
    'src',
    'fn-config',
    'examples/seed',
  ],
  ...['scripts/build', 'scripts/image-root.ts', 'scripts/run.cjs', 'scripts/image', 'scripts/local-image.ts'],
  'deploy/argocd/plugin.yaml',
]
/** Stands for the registry. */
const NPM = '#!/usr/local/bin/node\nrequire("node:fs").symlinkSync("/opt/node_modules", "node_modules")\n'

const [target = 'function'] = process.argv.slice(2)
const image = `localhost/capv-ha-${target}:${contentHash(INPUTS)}`
if (!exists(image)) buildImage()
console.log(image)

function buildImage(): void {
  const base = `localhost/capv-ha-base:${contentHash(['package-lock.json', 'scripts/local-image.ts'])}`
  if (!exists(base)) importBase(base)
  podman([
    'build',
    '--network=none',
    '--layers=false',
    `--volume=${join(project, 'node_modules')}:/opt/node_modules:ro`,
    `--build-arg=NODE_IMAGE=${base}`,
    ...(target === 'cmp' ? [`--build-arg=KUSTOMIZE_IMAGE=${kustomizeImage()}`] : []),
    `--target=${target}`,
    `--tag=${image}`,
    project,
  ])
}

function importBase(name: string): void {
  const root = mkdtempSync(join(tmpdir(), 'capv-ha-base-'))
  try {
    const at = (path: string) => parentMade(join(root, path))
    copyFileSync(process.execPath, at('usr/local/bin/node'))
    for (const library of reportedLibraries()) copyFileSync(library, at(library))
    writeFileSync(at('usr/local/bin/npm'), NPM)
    chmodSync(join(root, 'usr/local/bin/npm'), 0o755)
    mkdirSync(join(root, 'tmp'))
    const archive = join(root, 'base.tar')
    succeed('tar', ['-C', root, '--exclude=./base.tar', '-cf', archive, '.'])
    podman(['import', '--quiet', archive, name])
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** An image with the kustomize of this machine where the published one has it. */
function kustomizeImage(): string {
  const name = 'localhost/capv-ha-kustomize:local'
  const root = mkdtempSync(join(tmpdir(), 'capv-ha-kustomize-'))
  try {
    const program = (process.env.PATH ?? '')
      .split(':')
      .map(folder => join(folder, 'kustomize'))
      .find(existsSync)
    if (program === undefined) throw new Error('kustomize must be on PATH')
    copyFileSync(program, parentMade(join(root, 'app/kustomize')))
    succeed('tar', ['-C', root, '-cf', `${root}.tar`, '.'])
    podman(['import', '--quiet', `${root}.tar`, name])
    return name
  } finally {
    rmSync(root, { recursive: true })
    rmSync(`${root}.tar`, { force: true })
  }
}

function parentMade(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  return path
}

function contentHash(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of paths.flatMap(filesOf)) hash.update(`\n${file}\n`).update(readFileSync(join(project, file)))
  return hash.digest('hex').slice(0, 12)
}

function filesOf(path: string): readonly string[] {
  const full = join(project, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  const names = readdirSync(full, { recursive: true, encoding: 'utf8' }).sort()
  return names.map(name => join(path, name)).filter(file => statSync(join(project, file)).isFile())
}

function exists(name: string): boolean {
  return spawnSync('podman', ['image', 'exists', name]).status === 0
}

function podman(args: readonly string[]): void {
  succeed('podman', args)
}

function succeed(program: string, args: readonly string[]): void {
  const { error, status, stderr } = spawnSync(program, [...args], { encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}
