// The files of the World. What is written into a folder that may hold other people's files follows no link, whatever is
// swapped meanwhile: each step into the folder is held open, so that a name is looked up where it has been checked.

import { isUtf8 } from 'node:buffer'
import type { Dirent, Stats } from 'node:fs'
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { draftName } from './draft-name.ts'
import type { FileKind, Files } from './hosts/world.ts'

export const files: Files = {
  readFile: path => soundText(readFileSync(path)).toString('utf8'),
  kindOf: path => kindOrOther(() => statSync(path, NO_THROW)),
  lookAt: path => kindOrOther(() => lstatSync(path, NO_THROW)),
  listDirectory: path =>
    readdirSync(path, { withFileTypes: true })
      .map(entry => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  writeFile(path, text) {
    makeFolder(dirname(path))
    writeFileSync(path, text)
  },
  writeInside(folder, path, text) {
    makeFolder(folder)
    inFolder(folder, path, makeStep, place => replaceFile(place, text))
  },
  removeInside: (folder, path) => inFolder(folder, path, NO_STEP, removeFile),
  realPath: path => realpathSync(path),
  copyFile(from, to) {
    makeFolder(dirname(to))
    copyFileSync(from, to)
  },
  makeTempFolder: () => realpathSync(mkdtempSync(join(process.getBuiltinModule('node:os').tmpdir(), 'capv-ha-'))),
  removeFolder: path => rmSync(path, { recursive: true, force: true }),
}

/** The bytes, or an Error with the code `NOT_UTF8`. */
export function soundText(bytes: Buffer): Buffer {
  if (isUtf8(bytes)) return bytes
  throw refusal('NOT_UTF8')
}

const NO_THROW = { throwIfNoEntry: false } as const

/** What cannot be looked at is `other`: whoever opens it hears why. */
function kindOrOther(look: () => Stats | undefined): FileKind | undefined {
  try {
    const stats = look()
    return stats && kindOf(stats)
  } catch {
    return 'other'
  }
}

function kindOf(entry: Stats | Dirent): FileKind {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'directory'
  return entry.isSymbolicLink() ? 'link' : 'other'
}

/** Step by step: with `recursive`, Node tries for ever where a file system answers ENOENT to every new folder (/proc). */
function makeFolder(path: string): void {
  if (files.kindOf(path) !== undefined) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  makeStep(path)
}

function makeStep(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    // It was there, or another run made it meanwhile; what else stands there refuses to be entered.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

const NO_STEP = (): void => undefined

/** Runs something at the place of a path inside of a folder. The folder may be a link, no step behind it may. */
function inFolder(folder: string, path: string, prepare: (step: string) => void, run: (place: string) => void): void {
  const steps = path.split('/')
  const name = steps.pop() ?? ''
  if ([...steps, name].some(step => /^\.{0,2}$/.test(step))) throw new Error(`no path inside of a folder: ${path}`)
  let held = hold(realpathSync(folder))
  try {
    for (const step of steps) {
      const next = join(held.place, step)
      prepare(next)
      const inner = hold(next)
      held.release()
      held = inner
    }
    run(join(held.place, name))
  } finally {
    held.release()
  }
}

interface Held {
  /** A path of the folder that stays right whatever happens to its names. */
  readonly place: string
  readonly release: () => void
}

/** Linux names open folders. Elsewhere the path has to do, looked at right before it is used. */
function hold(path: string): Held {
  if (!existsSync(OPEN_FILES)) {
    if (files.lookAt(path) !== 'directory') throw refusal('ENOTDIR')
    return { place: path, release: NO_STEP }
  }
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  let isOpen = true
  const release = () => {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }
  return { place: `${OPEN_FILES}/${descriptor}`, release }
}

const OPEN_FILES = '/proc/self/fd'

/**
 * Through a neighbour that takes the file's place: a full disk or a kill leaves the old text, and who else has a hard link
 * to the old file keeps it. The new file has the permissions of the old one.
 */
function replaceFile(place: string, text: string): void {
  const former = regularFile(place)
  const draft = openDraft(place)
  try {
    try {
      writeFileSync(draft.descriptor, text)
      if (former) fchmodSync(draft.descriptor, former.mode & 0o777)
    } finally {
      closeSync(draft.descriptor)
    }
    renameSync(draft.path, place)
  } catch (error) {
    rmSync(draft.path, { force: true })
    throw error
  }
}

function removeFile(place: string): void {
  if (regularFile(place)) unlinkSync(place)
}

/** A file that may be written to, or nothing. */
function regularFile(place: string): Stats | undefined {
  const stats = lstatSync(place, NO_THROW)
  if (stats === undefined) return undefined
  if (!stats.isFile()) throw refusal('EEXIST')
  accessSync(place, constants.W_OK)
  return stats
}

/** A new file: what another run is writing, or has left behind when it was killed, stays as it is. */
function openDraft(place: string): { readonly path: string; readonly descriptor: number } {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
  for (let attempt = 1; ; attempt++) {
    const path = draftName(place, attempt)
    try {
      return { path, descriptor: openSync(path, flags, 0o666) }
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
      if (!isTaken || attempt === MAX_DRAFTS) throw error
    }
  }
}

const MAX_DRAFTS = 100

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code })
}
