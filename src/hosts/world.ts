// All that a host may know of the outside; main.ts builds the real one from process and fs, tests pass a fake.

import type { Piece, Utf8 } from '../pieces.ts'

export interface World extends Files {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean }
  /**
   * The whole of standard input; throws as `readFile` does. `watch` is shown what has come so far, whenever there is more:
   * while it is busy, whoever writes can go on.
   */
  readStdin(watch?: (soFar: Uint8Array) => void): Utf8
  /** What to do when the system ends the program before it is done; the answer takes the wish back. Synchronous work is not interrupted. */
  onStop(cleanUp: () => void): () => void
  /** Writes at once what a host that goes on has to say. */
  print(said: Pick<Outcome, 'stdout' | 'stderr'>): void
  /** The local time, `14:03:07`. For people at a terminal only: nothing that is made may depend on it. */
  timeOfDay(): string
  /** Ends after so many milliseconds. */
  wait(milliseconds: number): Promise<void>
}

export interface Files {
  /** The text of a file; throws an Error with the system's `code` (ENOENT, EACCES, EISDIR, …), or `NOT_UTF8`. */
  readFile(path: string): string
  /** What a path names, links followed; `undefined` where nothing is there. */
  kindOf(path: string): FileKind | undefined
  /** What stands at a path itself: a `link` is not followed. */
  lookAt(path: string): FileKind | undefined
  /** What is in a directory, sorted by code point. Links are not followed. Throws as `readFile` does. */
  listDirectory(path: string): readonly DirectoryEntry[]
  /** For a folder that is ours alone. Creates missing parent directories. Throws as `readFile` does. */
  writeFile(path: string, text: string): void
  /**
   * For a folder that may hold other people's files: creates what is missing of it and of the path inside of it. The file has
   * its old or its new text, never half of one; no link inside of the folder is followed. Throws as `readFile` does, EEXIST
   * where no regular file stands at the path or no draft (draft-name.ts) can be made beside it.
   */
  writeInside(folder: string, path: string, text: string): void
  /** Removes a regular file inside of a folder, with the same care; nothing happens where it is gone. */
  removeInside(folder: string, path: string): void
  /** The absolute path of what a path names, every link followed. Throws as `readFile` does. */
  realPath(path: string): string
  /** Byte for byte, missing parent directories created. Throws as `readFile` does. */
  copyFile(from: string, to: string): void
  /** A new folder that no other user can enter, by its real path. */
  makeTempFolder(): string
  /** With everything in it; nothing happens where it is gone. */
  removeFolder(path: string): void
}

/** `other`: a device, a pipe, a socket, or what cannot be looked at. */
export type FileKind = 'file' | 'directory' | 'link' | 'other'

export interface DirectoryEntry {
  readonly name: string
  readonly kind: FileKind
}

export interface Outcome {
  /** Written in order, nothing between; empty when there is nothing to say. */
  readonly stdout: readonly Piece[]
  readonly stderr: string
  /** 0 done, 1 the input is wrong, 2 usage, 3 our bug, 4 files that were to be compared differ. */
  readonly exitCode: 0 | 1 | 2 | 3 | 4
}

/** Asynchronous only where a host loads code that is rarely needed; the world itself is synchronous. */
export type Host = (world: World) => Outcome | Promise<Outcome>
