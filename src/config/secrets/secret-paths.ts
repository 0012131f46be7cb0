// Where the secrets of a document stand: thousands of problems are held against thousands of them.

import type { Path } from '../../problems/problem.ts'

export interface SecretPaths {
  /** Whether a secret stands at this very path. */
  readonly isAt: (path: Path) => boolean
  /** Whether a secret stands there, further up or further down. */
  readonly isNear: (path: Path) => boolean
}

interface Branch {
  readonly parts: Map<string | number, Branch>
  isSecret: boolean
}

export function secretPaths(paths: readonly Path[]): SecretPaths {
  const root: Branch = { parts: new Map(), isSecret: false }
  for (const path of paths) plant(root, path)
  return {
    isAt: path => branchAt(root, path)?.isSecret ?? false,
    isNear: path => paths.length > 0 && (isBelowSecret(root, path) || branchAt(root, path) !== undefined),
  }
}

function plant(root: Branch, path: Path): void {
  let branch = root
  for (const part of path) {
    const next = branch.parts.get(part) ?? { parts: new Map(), isSecret: false }
    branch.parts.set(part, next)
    branch = next
  }
  branch.isSecret = true
}

function branchAt(root: Branch, path: Path): Branch | undefined {
  return path.reduce<Branch | undefined>((branch, part) => branch?.parts.get(part), root)
}

function isBelowSecret(root: Branch, path: Path): boolean {
  let branch: Branch | undefined = root
  for (const part of path) {
    if (branch === undefined || branch.isSecret) break
    branch = branch.parts.get(part)
  }
  return branch?.isSecret ?? false
}
