// Writes the root file system of the image: `node scripts/image-root.ts FOLDER`, after scripts/build.ts. It holds this Node
// with the libraries that it is linked to, the bundle, its code cache, and a user table; no shell.

import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
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
  if (folder === undefined) throw new Error('usage: node scripts/image-root.ts FOLDER')
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

async function writeProgram(): Promise<void> {
  copy(join(project, 'dist/capv-ha.js'), join(program, 'capv-ha.js'))
  copy(join(project, 'LICENSE'), join(program, 'LICENSE'))
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
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true })
  symlinkSync('../lib/capv-ha/start.cjs', join(root, 'usr/local/bin/capv-ha'))
}

function writeCodeCache(): void {
  const maker = join(import.meta.dirname, 'image/code-cache.ts')
  const cluster = readFileSync(join(project, 'fn-config/hacluster.yaml'), 'utf8')
  const item = cluster.trimEnd().replaceAll('\n', '\n  ')
  const { status, stderr } = spawnSync(
    process.execPath,
    [maker, join(program, 'capv-ha.js'), join(program, 'capv-ha.cache')],
    {
      input: `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- ${item}\n`,
      stdio: ['pipe', 'ignore', 'pipe'],
      encoding: 'utf8',
    },
  )
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
