// Files that say how their content is encoded: cloud-init gives up on the first one that it cannot decode, and on every file
// behind it.

import type { Path, Problem } from '../../../problems/problem.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'file-encoding': {
    severity: 'error',
    meaning: 'The content of a file is not what its `encoding` says.',
    cure: 'encode it with `base64`, or remove `encoding`',
    reads: ['spec.node.files[].content', 'spec.node.files[].encoding'],
    source: 'cloud-init cc_write_files.py, 22.4 (extract_contents)',
  },
} as const satisfies Rules

/** Returns `file-encoding` at the content, or at an encoding that no content can have. */
export function checkFileEncoding(cluster: ResolvedCluster): readonly Problem[] {
  return layersOf(cluster).flatMap(({ node, path }) =>
    (node?.files ?? []).flatMap((file, i) => fileProblem(file, [...path, 'node', 'files', i]) ?? []),
  )
}

type File = NonNullable<NodeConfig['files']>[number]

function fileProblem({ content, encoding }: File, path: Path): Problem | undefined {
  if (content === undefined || encoding === undefined) return undefined
  const own = [...path, 'content']
  if (encoding === 'gzip') {
    const why = 'compressed bytes are no text, and a file has to be one here'
    return problem([...path, 'encoding'], 'must not be "gzip" beside `content`', why, 'use gzip+base64')
  }
  // Line breaks are allowed: `base64` wraps its output.
  const text = content.replaceAll(/\s/g, '')
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    const why =
      'the encoding says so, and cloud-init writes neither this file nor those behind it if it cannot be decoded'
    return problem(own, 'must be base64', why, 'encode it, for example with `base64 FILE`, or remove `encoding`')
  }
  if (encoding === 'base64' || text.startsWith('H4sI')) return undefined
  const why = 'the encoding says so, and gzip begins with the bytes 1f 8b 08'
  return problem(
    own,
    'must be gzip in base64',
    why,
    'encode it, for example with `gzip -c FILE | base64`, or use base64',
  )
}

function problem(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'file-encoding', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
