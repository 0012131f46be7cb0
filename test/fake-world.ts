// A World in memory, for tests of hosts and commands: files by path, folders implied by them.

import type { DirectoryEntry, FileKind, World } from '../src/hosts/world.ts'
import { textOfPieces, utf8Of } from '../src/pieces.ts'

export interface FakeWorld extends World {
  /** What the files are now; `link` and `unreadable` stand for a link that leads nowhere and a file without read permission. */
  readonly files: Map<string, string | symbol>
}

export const link = Symbol('link')
export const unreadable = Symbol('unreadable')

export interface FakeOptions {
  readonly args?: readonly string[]
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
  /** What happens while a host waits, with what it has printed; an error that is thrown here ends it. */
  readonly onWait?: (printed: readonly string[]) => void
  /** Standard input and error are a terminal. */
  readonly terminal?: boolean
}

/** `files` maps paths such as `clusters/a.yaml` to their text. */
export function fakeWorld(files: Readonly<Record<string, string | symbol>>, options: FakeOptions = {}): FakeWorld {
  const now = new Map(Object.entries(files))
  const printed: string[] = []
  const { args = [], stdin = '', env = {}, terminal = false } = options
  return {
    args,
    env,
    files: now,
    isTerminal: { stdin: terminal, stdout: terminal, stderr: terminal },
    readStdin: watch => {
      const text = utf8Of(stdin)
      // As from a pipe: in parts, cut anywhere.
      for (const part of [1, 2, 3, 5]) watch?.(text.bytes.subarray(0, (text.bytes.length * part) / 5))
      return text
    },
    readFile: path => readFrom(now, plain(path)),
    kindOf: path => {
      const kind = kindOf(now, plain(path))
      return kind === 'link' ? undefined : kind
    },
    listDirectory: path => list(now, plain(path)),
    lookAt: path => kindOf(now, plain(path)),
    writeFile: (path, text) => void now.set(path, text),
    writeInside: (folder, path, text) => void now.set(inside(folder, path), text),
    removeInside: (folder, path) => void now.delete(inside(folder, path)),
    realPath: path => realPath(now, plain(path)),
    copyFile: (from, to) => void now.set(to, readFrom(now, plain(from))),
    makeTempFolder: () => '/tmp/capv-ha-test',
    removeFolder: path => removeBelow(now, path),
    onStop: () => () => undefined,
    print: ({ stdout, stderr }) => void printed.push(textOfPieces(stdout) + stderr),
    timeOfDay: () => '14:03:07',
    wait: async () => options.onWait?.(printed),
  }
}

/** The folder in which the files stand is `/repository`; there are no symlinks in it but those that lead nowhere. */
function realPath(files: ReadonlyMap<string, string | symbol>, path: string): string {
  if (path !== '.' && (kindOf(files, path) ?? 'other') === 'other') throw systemError('ENOENT')
  return path === '.' ? '/repository' : `/repository/${path}`
}

function removeBelow(files: Map<string, string | symbol>, folder: string): void {
  for (const path of files.keys()) if (path.startsWith(`${folder}/`)) files.delete(path)
}

function inside(folder: string, path: string): string {
  return plain(`${folder}/${path}`)
}

function plain(path: string): string {
  return path.replace(/^(\.\/)+(?=.)/, '').replace(/\/+/g, '/')
}

function readFrom(files: ReadonlyMap<string, string | symbol>, path: string): string {
  const text = files.get(path)
  if (typeof text === 'string') return text
  if (text === unreadable) throw systemError('EACCES')
  throw systemError(kindOf(files, path) === 'directory' ? 'EISDIR' : 'ENOENT')
}

function kindOf(files: ReadonlyMap<string, string | symbol>, path: string): FileKind | undefined {
  const entry = files.get(path)
  if (entry === link) return 'link'
  if (entry !== undefined) return 'file'
  return [...files.keys()].some(file => path === '.' || file.startsWith(`${path}/`)) ? 'directory' : undefined
}

function list(files: ReadonlyMap<string, string | symbol>, path: string): readonly DirectoryEntry[] {
  const prefix = path === '.' ? '' : `${path}/`
  const inside = [...files.keys()].filter(file => file.startsWith(prefix)).map(file => file.slice(prefix.length))
  const names = [...new Set(inside.map(file => file.split('/')[0] ?? ''))].sort()
  return names.map(name => ({ name, kind: kindOf(files, prefix + name) ?? 'other' }))
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code })
}
