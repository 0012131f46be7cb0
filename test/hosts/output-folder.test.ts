// `render -o` in real folders: other people's files stay as they are, whatever stands where, and whatever is swapped meanwhile.

import { spawn } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { BUNDLE, ROOT } from '../bundle.ts'
import { run } from '../programs.ts'

const SEED_FILE = join(ROOT, 'examples/seed/cluster.yaml')
const SEED = readFileSync(SEED_FILE, 'utf8')
const CLUSTER = 'out/capv-5/cluster_capv-5.yaml'
const OBJECTS = 12
const OWNED =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: old\n  annotations:\n    capv-ha.dev/owner: default/capv-5\n'
const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-output-'))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'case-'))
})
afterAll(() => rmSync(scratch, { recursive: true }))

function render(input = SEED_FILE, output = 'out') {
  return run(BUNDLE, ['render', input, '-o', output], { cwd: folder })
}

function put(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

/** What makes something at a path, and what it must be called. */
const OBSTACLES: readonly (readonly [name: string, make: (path: string) => void])[] = [
  ['a folder', path => mkdirSync(path)],
  ['a link', path => symlinkSync(join(folder, 'victim'), path)],
  ['a device, a pipe or a socket', path => run('/bin/sh', ['-c', 'exec mkfifo "$1"', 'sh', path])],
]

test.each(
  OBSTACLES.flatMap(([name, make]) =>
    [CLUSTER, `${CLUSTER}.capv-ha-draft`, 'out/capv-5'].map(path => [name, path, make] as const),
  ).filter(([name, path]) => name !== 'a folder' || path !== 'out/capv-5'),
)('%s at %s is in the way, and called that', (name, path, make) => {
  put('victim', 'precious\n')
  mkdirSync(join(folder, path, '..'), { recursive: true })
  make(join(folder, path))
  const before = readdirSync(join(folder, 'out'), { recursive: true })
  const { exitCode, stderr } = render()
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`error[file-in-the-way]: "${path}" must`)
  expect(stderr).toContain(name)
  expect(read('victim')).toBe('precious\n')
  expect(readdirSync(join(folder, 'out'), { recursive: true })).toEqual(before)
})

test('the folder itself may be a link, and so may what leads to it', () => {
  mkdirSync(join(folder, 'real'))
  symlinkSync('real', join(folder, 'out'))
  expect(render()).toMatchObject({ exitCode: 0 })
  expect(readdirSync(join(folder, 'real/capv-5'))).toHaveLength(OBJECTS)
  expect(render(SEED_FILE, 'real/../out/')).toMatchObject({ exitCode: 0 })
})

test('who has a hard link to a file of ours keeps the old text', () => {
  put(CLUSTER, OWNED)
  put('out/capv-5/leftover.yaml', OWNED)
  linkSync(join(folder, CLUSTER), join(folder, 'first'))
  linkSync(join(folder, 'out/capv-5/leftover.yaml'), join(folder, 'second'))
  expect(render()).toMatchObject({ exitCode: 0 })
  expect([read('first'), read('second')]).toEqual([OWNED, OWNED])
  expect(readdirSync(join(folder, 'out/capv-5'))).toHaveLength(OBJECTS)
})

test('a link to a file of ours is neither followed nor deleted', () => {
  put('elsewhere.yaml', OWNED)
  mkdirSync(join(folder, 'out'))
  symlinkSync('../elsewhere.yaml', join(folder, 'out/old.yaml'))
  symlinkSync('..', join(folder, 'out/loop'))
  expect(render()).toMatchObject({ exitCode: 0 })
  expect([read('elsewhere.yaml'), read('out/old.yaml')]).toEqual([OWNED, OWNED])
})

test('drafts of another run stay, and do not stand in the way', () => {
  put(`${CLUSTER}.capv-ha-draft`, 'half of it')
  expect(render()).toMatchObject({ exitCode: 0 })
  expect(read(`${CLUSTER}.capv-ha-draft`)).toBe('half of it')
  expect(read(CLUSTER)).toContain('kind: Cluster')
})

test('input that lies in the folder is never output, whatever it says of itself', () => {
  const input = SEED.replace('  name: capv-5\n', '  name: capv-5\n  annotations: {capv-ha.dev/owner: default/capv-5}\n')
  put('out/in.yaml', input)
  put('out/capv-5/copy.yaml', input)
  expect(render('out/in.yaml')).toMatchObject({ exitCode: 0 })
  expect(render('out')).toMatchObject({ exitCode: 0 })
  expect([read('out/in.yaml'), read('out/capv-5/copy.yaml')]).toEqual([input, input])
  put('out/capv-5/cluster_capv-5.yaml', input)
  expect(render('out/in.yaml')).toMatchObject({ exitCode: 1 })
  expect(read('out/capv-5/cluster_capv-5.yaml')).toBe(input)
})

test('a file keeps its permissions', () => {
  put(CLUSTER, OWNED)
  chmodSync(join(folder, CLUSTER), 0o640)
  expect(render()).toMatchObject({ exitCode: 0 })
  expect(lstatSync(join(folder, CLUSTER)).mode & 0o777).toBe(0o640)
})

// Permissions do not count for root.
test.skipIf(process.getuid?.() === 0)('a file that must not be written is not replaced', () => {
  put(CLUSTER, OWNED)
  chmodSync(join(folder, CLUSTER), 0o444)
  expect(render()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('error[unwritable-file]') })
  expect(read(CLUSTER)).toBe(OWNED)
})

test('many runs at once leave one complete output', async () => {
  const runs = Array.from({ length: 6 }, () => started(['render', SEED_FILE, '-o', 'out']))
  expect(await Promise.all(runs)).toEqual([0, 0, 0, 0, 0, 0])
  const names = readdirSync(join(folder, 'out/capv-5'))
  expect(names).toHaveLength(OBJECTS)
  expect(names.filter(name => !name.endsWith('.yaml'))).toEqual([])
})

test.skipIf(process.platform !== 'linux')(
  'a folder that is swapped for a link while it is written leads nowhere',
  async () => {
    mkdirSync(join(folder, 'out/capv-5'), { recursive: true })
    mkdirSync(join(folder, 'victim'))
    for (let round = 0; round < 5; round++) {
      const ended = started(['render', SEED_FILE, '-o', 'out'])
      let isRunning = true
      void ended.then(() => {
        isRunning = false
      })
      while (isRunning) {
        swap()
        await new Promise(resolve => setImmediate(resolve))
      }
    }
    expect(readdirSync(join(folder, 'victim'))).toEqual([])
  },
)

/** The folder of the cluster is a link for a moment; the run may have made a new one where it was missing. */
function swap(): void {
  const [place, aside] = [join(folder, 'out/capv-5'), join(folder, 'aside')]
  try {
    renameSync(place, aside)
    symlinkSync(join(folder, 'victim'), place)
    unlinkSync(place)
    renameSync(aside, place)
  } catch {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** The exit code, once it has ended. */
function started(args: readonly string[]): Promise<number> {
  const child = spawn(BUNDLE, [...args], { cwd: folder, stdio: 'ignore' })
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', code => resolve(code ?? -1)))
}
