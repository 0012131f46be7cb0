// The root file system of a Debian node, from the packages of this machine, and scripts that run in it: podman lays every run
// over it, so that none sees what another has done.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../bundle.ts'
import { hostEnv, podman } from '../hosts/hosts.ts'
import { program, run } from '../programs.ts'

const dpkg = program('dpkg-query')
const containerd = program('containerd')
const certificates = program('update-ca-certificates')

/** Whether a node can be made here. */
export const canRun =
  podman !== undefined && dpkg !== undefined && containerd !== undefined && certificates !== undefined

const PACKAGES = [
  ...[
    'bash',
    'dash',
    'coreutils',
    'grep',
    'sed',
    'findutils',
    'debianutils',
    'openssl',
    'ca-certificates',
    'containerd',
  ],
  ...['libc6', 'libtinfo6', 'libacl1', 'libattr1', 'libselinux1', 'libpcre2-8-0', 'libgmp10', 'libssl3'],
]

export interface NodeRun {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** What the script left in /out. */
  readonly out: Readonly<Record<string, string>>
}

/** Runs a bash script as root, with these files (by path) in the file system; what lies in /usr/local/bin, and our scripts, can be run. */
export function runOnNode(script: string, files: Readonly<Record<string, string>>): NodeRun {
  const folder = mkdtempSync(join(scratch(), 'run-'))
  try {
    const mounts = [join(folder, 'in'), join(folder, 'out')]
    for (const mount of mounts) mkdirSync(mount)
    const placed = {
      ...files,
      '/script': `set -eu\ncp -a /in/. /\nchmod -R +x /usr/local/bin $(find /etc/capv-ha -name '*.sh')\n${script}`,
    }
    for (const [path, text] of Object.entries(placed)) write(join(folder, 'in', path), text)
    const flags = ['run', '--rm', '--network=none', `--volume=${mounts[0]}:/in:ro`, `--volume=${mounts[1]}:/out`]
    const args = [...flags, '--rootfs', `${debianRoot()}:O`, '/bin/bash', '/in/script']
    const { stdout, stderr, exitCode } = run(podman, args, { env: hostEnv() })
    const out = join(folder, 'out')
    const names = readdirSync(out)
    return {
      stdout,
      stderr,
      exitCode,
      out: Object.fromEntries(names.map(name => [name, readFileSync(join(out, name), 'utf8')])),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function scratch(): string {
  const folder = join(ROOT, '.cache', 'node')
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Made once for these versions of the packages; whoever comes second takes what the first one made. */
function debianRoot(): string {
  const { stdout } = run(dpkg, ['--show', ...PACKAGES])
  const root = join(
    scratch(),
    `debian-${[...stdout].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7)}`,
  )
  if (existsSync(root)) return root
  const fresh = mkdtempSync(join(scratch(), 'fresh-'))
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(fresh, 'usr', name), { recursive: true })
    symlinkSync(`usr/${name}`, join(fresh, name))
  }
  const folders = [
    'tmp',
    'proc',
    'sys',
    'dev',
    'run',
    'root',
    'var/lib',
    'etc/ssl/certs',
    'etc/ca-certificates/update.d',
  ]
  for (const name of [...folders, 'usr/local/bin', 'usr/local/share/ca-certificates'])
    mkdirSync(join(fresh, name), { recursive: true })
  const list = fileList()
  const { stderr, exitCode } = run('/bin/sh', ['-c', `tar -C / --no-recursion -cf - -T - | tar -C '${fresh}' -xf -`], {
    stdin: list,
  })
  if (exitCode !== 0) throw new Error(stderr)
  // What the package's own script makes of its list, cut short: hashing all of them takes a while.
  const known = list.split('\n').filter(path => path.startsWith('usr/share/ca-certificates/'))
  write(
    join(fresh, 'etc/ca-certificates.conf'),
    known
      .slice(0, 2)
      .map(path => path.slice(26))
      .join('\n'),
  )
  write(join(fresh, 'etc/os-release'), 'ID=debian\n')
  try {
    renameSync(fresh, root)
  } catch {
    rmSync(fresh, { recursive: true })
  }
  return root
}

/** Below the root, without what only people read; /bin and its kin are links into /usr. */
function fileList(): string {
  const { stdout } = run(dpkg, ['--listfiles', ...PACKAGES])
  const paths = stdout
    .split('\n')
    .filter(path => path.startsWith('/') && !/^\/usr\/share\/(doc|man|locale|info|lintian)|^\/\.$/.test(path))
  const real = paths.map(path => path.replace(/^\/(bin|sbin|lib|lib64)(?=\/)/, '/usr/$1'))
  const files = [...new Set(real)].filter(isFile)
  return files.map(path => `${path.slice(1)}\n`).join('')
}

function isFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found !== undefined && !found.isDirectory()
}

function write(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}
