// All that a host may know of the outside; main.ts builds the real one from process and fs, tests pass a fake.

import type { Piece, Utf8 } from '../pieces.ts'

export interface World {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean }
  /**
   * The whole of standard input; throws as `readFile` does. `watch` is shown what has come so far, whenever there is more:
   * while it is busy, whoever writes can go on.
   */
  readStdin(watch?: (soFar: Uint8Array) => void): Utf8
  /** The text of a file; throws an Error with the system's `code` (ENOENT, EACCES, EISDIR, …), or `NOT_UTF8`. */
  readFile(path: string): string
  /** What a path names, symlinks followed; `undefined` where nothing is there. */
  kindOf(path: string): FileKind | undefined
  /** What is in a directory, sorted by code point. Symlinks are not followed: they are `other`. Throws as `readFile` does. */
  listDirectory(path: string): readonly DirectoryEntry[]
  /** Creates missing parent directories; the file has its old or its new text, never half of one. Throws as `readFile` does. */
  writeFile(path: string, text: string): void
  removeFile(path: string): void
  /** The absolute path of what a path names, every symlink followed. Throws as `readFile` does. */
  realPath(path: string): string
  /** Byte for byte, missing parent directories created. Throws as `readFile` does. */
  copyFile(from: string, to: string): void
  /** A new folder that no other user can enter, by its real path. */
  makeTempFolder(): string
  /** With everything in it; nothing happens where it is gone. */
  removeFolder(path: string): void
  /** What to do when the system ends the program before it is done; the answer takes the wish back. Synchronous work is not interrupted. */
  onStop(cleanUp: () => void): () => void
}

export type FileKind = 'file' | 'directory' | 'other'

export interface DirectoryEntry {
  readonly name: string
  readonly kind: FileKind
}

export interface Outcome {
  /** Written in order, nothing between; empty when there is nothing to say. */
  readonly stdout: readonly Piece[]
  readonly stderr: string
  /** 0 done, 1 the input is wrong, 2 usage, 3 our bug. */
  readonly exitCode: 0 | 1 | 2 | 3
}

/** Asynchronous only where a host loads code that is rarely needed; the world itself is synchronous. */
export type Host = (world: World) => Outcome | Promise<Outcome>
