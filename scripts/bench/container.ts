// What the image adds: its start program with the code cache against a bare Node, and the container around it against a
// container that copies standard input.

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { podmanEnv } from '../image/podman-env.ts'
import type { Command, Row } from './measure.ts'

const project = join(import.meta.dirname, '../..')
const folder = join(project, '.cache/bench')
const COPY = 'const fs=require("fs");fs.writeSync(1,fs.readFileSync(0))'

/**
 * Two rows for a ResourceList of one cluster; the second is missing, after a line that says so, where podman is. It
 * makes the root file system of the image, and the image.
 */
export function containerRows(list: string): readonly Row[] {
  const root = join(folder, 'image')
  rmSync(root, { recursive: true, force: true })
  succeed(['scripts/image-root.ts', root])
  const start = { args: [join(root, 'usr/local/lib/capv-ha/start.cjs')], stdin: list }
  return [
    {
      name: 'one cluster, as in the image',
      command: start,
      reference: { name: 'bare node', command: { args: ['-e', '0'] } },
      budget: 1.5,
    },
    ...podmanRows(list),
  ]
}

function podmanRows(stdin: string): readonly Row[] {
  if (spawnSync('podman', ['--version']).status !== 0) {
    console.log('one cluster, container: skipped, for want of podman')
    return []
  }
  const env = podmanEnv(join(folder, 'containers.conf'))
  const image = succeed(['scripts/local-image.ts'], env).trim()
  const container = (flags: readonly string[], args: readonly string[]): Command => ({
    program: 'podman',
    args: ['run', '--rm', '-i', '--network=none', ...flags, image, ...args],
    stdin,
    env,
  })
  return [
    {
      name: 'one cluster, container',
      command: container([], []),
      reference: {
        name: 'a container that copies stdin',
        command: container(['--entrypoint=/usr/local/bin/node'], ['-e', COPY]),
      },
    },
  ]
}

function succeed(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}
