// Writes the root file system of the image: `node scripts/run.cjs image-root FOLDER`. It holds this Node with the libraries that
// it is linked to, the bundle, its code cache, and a user table; no shell.

import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { CHUNKS, SHARED } from './build/chunks.ts'
import { withLater } from './build/later.ts'
import { bundleOptions } from './build/options.ts'
import { reportedLibraries } from './image/libraries.ts'

const project = join(import.meta.dirname, '..')
const root = target()
const program = join(root, 'usr/local/lib/capv-ha')

copyNode()
writeUsers()
await writeProgram()
writeCodeCache()

function target(): string {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Error('usage: node scripts/run.cjs image-root FOLDER')
  return folder
}

function copyNode(): void {
  copy(process.execPath, join(root, 'usr/local/bin/node'))
  const license = join(dirname(process.execPath), '../LICENSE')
  if (existsSync(license)) copy(license, join(root, 'usr/local/LICENSE'))
  for (const library of reportedLibraries()) copy(library, join(root, library))
}

/** kustomize and kpt start containers with `--user nobody`, which fails without a passwd entry of that name. */
function writeUsers(): void {
  write('etc/passwd', 'root:x:0:0:root:/:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n')
  write('etc/group', 'root:x:0:\nnobody:x:65534:\n')
}

/** The bundle as for everybody, but for what usual runs call: in a comment it would be in no code cache. */
async function writeProgram(): Promise<void> {
  const { plugins } = await withLater(CHUNKS, SHARED, {
    root: `${project}/`,
    outdir: program,
    options: bundleOptions,
    placeOf: ({ isUsual }) => (isUsual ? 'within' : 'beside'),
  })
  await build({
    ...bundleOptions,
    plugins,
    entryPoints: [join(project, 'src/main.ts')],
    outfile: join(program, 'capv-ha.js'),
    banner: { js: '((require, folder) => {' },
    footer: { js: '})' },
  })
  await build({
    entryPoints: [join(project, 'scripts/image/start.ts')],
    outfile: join(program, 'start.cjs'),
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/local/bin/node' },
    define: { 'import.meta.dirname': '__dirname' },
    minify: true,
    logLevel: 'warning',
  })
  chmodSync(join(program, 'start.cjs'), 0o755)
  copy(join(project, 'LICENSE'), join(program, 'LICENSE'))
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true })
  symlinkSync('../lib/capv-ha/start.cjs', join(root, 'usr/local/bin/capv-ha'))
}

/** The oldest and the newest generation, so that what all others share with either is in the cache. */
function writeCodeCache(): void {
  const items = ['examples/seed/cluster.yaml', 'fn-config/hacluster.yaml'].map(
    file => `- ${readFileSync(join(project, file), 'utf8').trimEnd().replaceAll('\n', '\n  ')}\n`,
  )
  const maker = join(import.meta.dirname, 'image/code-cache.ts')
  const files = [join(program, 'capv-ha.js'), join(program, 'capv-ha.cache')]
  const { status, stderr } = spawnSync(process.execPath, [maker, ...files], {
    input: `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${items.join('')}`,
    stdio: ['pipe', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
