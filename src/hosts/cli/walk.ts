// Goes through a folder as the commands do: dot folders, node_modules and symlinks are left alone.

import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import type { FileKind, World } from '../world.ts'

export interface Folder {
  /** Paths as the user would write them: the folder's own name, then what is below it. In code point order, depth first. */
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
}

const MANIFEST_FILE = /\.(ya?ml|json)$/

/** Every file that may hold manifests, at any depth, and the problem `unreadable-file` for folders that cannot be listed. */
export function walkFolder(world: World, folder: string): Folder {
  const files: string[] = []
  const problems: Problem[] = []
  const enter = (path: string) => {
    for (const { name, kind } of entriesOf(world, path, problems)) {
      const inner = join(path, name)
      if (kind === 'directory' && isEntered(name)) enter(inner)
      else if (kind === 'file' && MANIFEST_FILE.test(name)) files.push(inner)
    }
  }
  enter(folder)
  return { files, problems }
}

/** Paths in messages stay as short as the user wrote them: `./a` is `a`. */
export function join(folder: string, name: string): string {
  if (folder === '.' || folder === './') return name
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`
}

/** The text of a file or of standard input, or the problem `unreadable-file`. */
export function readText(read: () => string, file: string): string | Problem {
  try {
    return read()
  } catch (error) {
    return unreadable(file, error)
  }
}

/** A system error about a file as a problem; anything else is our bug and goes on. */
export function unreadable(file: string, error: unknown): Problem {
  const words = REASONS[errorCode(error) ?? '']
  if (words === undefined) throw error
  return { code: 'unreadable-file', severity: 'error', path: [], message: `${quoted(file)} ${words}`, source: { file } }
}

/** The system's code of an error (`ENOENT`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'must exist',
  ENOTDIR: 'must exist: a part of the path is no folder',
  EACCES: 'must be readable',
  EPERM: 'must be readable',
  EISDIR: 'must be a file, not a folder',
  ELOOP: 'must not be a symlink that leads back to itself',
  ENAMETOOLONG: 'must be a shorter path',
  EIO: 'must be readable: the disk reports an error',
  ERR_FS_FILE_TOO_LARGE: 'must be smaller than 2 GiB',
  ERR_STRING_TOO_LONG: 'must be smaller than 512 MiB',
  NOT_UTF8: 'must be UTF-8 text',
}

function entriesOf(world: World, path: string, problems: Problem[]): readonly { name: string; kind: FileKind }[] {
  try {
    return world.listDirectory(path)
  } catch (error) {
    problems.push(unreadable(path, error))
    return []
  }
}

function isEntered(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules'
}
