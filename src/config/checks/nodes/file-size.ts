// Contents of files that the API server refuses, as they stand or in the base64 that carries them past cloud-init.

import { jinjaIn } from '../../../facts/jinja.ts'
import { isAtLeast } from '../../../facts/releases.ts'
import { base64Length, breaksBlock, LIMITS_SINCE, MOST_CONTENT } from '../../../facts/user-data.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { byCloudInit, layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'file-too-large': {
    severity: 'error',
    meaning:
      'The content of a file is longer than the release takes, as it stands or in the base64 that carries it past cloud-init.',
    cure: 'put it into a Secret and name it with `contentFrom.secret`',
    reads: ['spec.node.files[].content', 'spec.capvVersion', 'spec.capiVersion'],
    source: 'CRDs of Cluster API: KubeadmConfigSpec.files, v1.10.0',
  },
} as const satisfies Rules

/** Returns `file-too-large` at the content. */
export function checkFileSizes(cluster: ResolvedCluster): readonly Problem[] {
  const { release } = cluster
  if (release === undefined || !isAtLeast(release.capi, LIMITS_SINCE)) return []
  const reaches = byCloudInit(cluster)
  return layersOf(cluster).flatMap(({ node, path }) =>
    (node?.files ?? []).flatMap((file, i) => fileProblem(file, [...path, 'node', 'files', i], reaches) ?? []),
  )
}

type File = NonNullable<NodeConfig['files']>[number]

function fileProblem(
  { content, encoding }: File,
  path: Path,
  isTemplate: (path: Path) => boolean,
): Problem | undefined {
  // A character takes up to three bytes, and three bytes are four characters of base64.
  if (content === undefined || content.length * 4 + 4 <= MOST_CONTENT) return undefined
  const isForeign = isTemplate(path) && jinjaIn(content).foreign !== undefined
  const isCarried = encoding === undefined && (isForeign || breaksBlock(content))
  const length = isCarried ? base64Length(content) : charactersOf(content)
  if (length <= MOST_CONTENT) return undefined
  const own = [...path, 'content']
  const as = isCarried ? ' in the base64 that carries it past cloud-init' : ''
  return {
    code: 'file-too-large',
    severity: 'error',
    path: own,
    message: `${field(own)} must have at most ${MOST_CONTENT} characters, not ${length}${as}`,
    why: `Cluster API refuses more from v${LIMITS_SINCE.join('.')} on`,
    fix: `put the content into a Secret and name it with \`contentFrom.secret\`${isCarried ? ', itself in base64 beside `encoding: base64`' : ', or compress it (`encoding: gzip+base64`)'}`,
  }
}

/** As the API server counts: a character beyond U+FFFF is one. */
function charactersOf(text: string): number {
  return text.length > MOST_CONTENT ? [...text].length : text.length
}
