// Text that cloud-init would take for a template of its own. Files that hold such text are carried past it; whatever else
// ends up in the user data cannot be.

import { append } from '../../../append.ts'
import { jinjaIn } from '../../../facts/jinja.ts'
import { breaksBlock } from '../../../facts/user-data.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { byCloudInit, layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import { pathOf, walk } from '../../shape/walk.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'jinja-text': {
    severity: 'error',
    meaning:
      'cloud-init would take a text for a template of its own: a command, a flag, an account or a path with other `{{`, `{%` or `{#` than its own names, or a file that has both kinds.',
    cure: 'move the command into a script of `node.files`, which is carried past cloud-init',
    reads: [
      'spec.node.files',
      'spec.node.preKubeadmCommands',
      'spec.node.postKubeadmCommands',
      'spec.node.kubeletExtraArgs',
      'spec.users',
      'spec.kubeadm',
    ],
    source:
      'cloud-init templater.py; kubernetes-sigs/cluster-api bootstrap/kubeadm cloudinit/cloudinit.go, v0.3.0 - v1.14',
  },
  'raw-markers': {
    severity: 'warning',
    meaning: 'A file that is carried past cloud-init has `{% raw %}` and `{% endraw %}` in it, which arrive with it.',
    cure: 'remove the markers',
    reads: ['spec.node.files[].content'],
    source: 'a decision of ours: such files stand in base64',
  },
} as const satisfies Rules

/** Returns `jinja-text` at every text that would not arrive as it was meant, `raw-markers` at files written for Jinja. */
export function checkJinjaText(cluster: ResolvedCluster): readonly Problem[] {
  const { spec } = cluster.config
  const reaches = byCloudInit(cluster)
  const nodes = layersOf(cluster).flatMap(({ node, path }) =>
    node && reaches(path) ? nodeProblems(node, [...path, 'node']) : [],
  )
  const accounts = reaches(['spec'])
    ? [...valuesIn(spec.users, ['spec', 'users']), ...valuesIn(spec.sshAuthorizedKeys, ['spec', 'sshAuthorizedKeys'])]
    : []
  const kubeadm = reaches(['spec', 'controlPlane']) ? valuesIn(spec.kubeadm, ['spec', 'kubeadm']) : []
  return [...nodes, ...accounts, ...kubeadm]
}

function nodeProblems(node: NodeConfig, path: Path): readonly Problem[] {
  const { files, preKubeadmCommands, postKubeadmCommands, kubeletExtraArgs, diskSetup, mounts } = node
  return [
    ...(files ?? []).flatMap((file, i) => {
      const own = [...path, 'files', i]
      const { content, encoding, ...rest } = file
      const text = content === undefined || encoding !== undefined ? [] : fileProblems(content, [...own, 'content'])
      return [...text, ...valuesIn(rest, own)]
    }),
    ...commandProblems(preKubeadmCommands, [...path, 'preKubeadmCommands']),
    ...commandProblems(postKubeadmCommands, [...path, 'postKubeadmCommands']),
    ...valuesIn(kubeletExtraArgs, [...path, 'kubeletExtraArgs']),
    ...valuesIn(diskSetup, [...path, 'diskSetup']),
    ...valuesIn(mounts, [...path, 'mounts']),
  ]
}

/** What becomes a file of its own on the nodes. */
const TEXT_OF_A_FILE =
  /^spec\.kubeadm\.(auditPolicy\.policy|(authentication|authorization|admission)\.config|patches\.\d+\.patch)$/

function valuesIn(root: unknown, base: Path): readonly Problem[] {
  const problems: Problem[] = []
  for (const visit of walk(root ?? {})) {
    const { value } = visit
    if (typeof value !== 'string' || !value.includes('{')) continue
    const own = [...base, ...pathOf(visit)]
    if (TEXT_OF_A_FILE.test(own.join('.'))) append(problems, fileProblems(value, own))
    else append(problems, foreign(value, own, 'leave these characters out'))
  }
  return problems
}

/** Commands are written in double quotes, so that theirs and backslashes get a backslash before Jinja sees them. */
function commandProblems(commands: readonly string[] | null | undefined, path: Path): readonly Problem[] {
  const fix = 'write a script into `node.files`, which is carried past cloud-init, and run that'
  return (commands ?? []).flatMap((command, i) => foreign(escaped(command), [...path, i], fix))
}

function escaped(command: string): string {
  return /["\\]/.test(command) ? command.replaceAll(/["\\]/g, '\\$&') : command
}

function foreign(text: string, path: Path, fix: string): readonly Problem[] {
  const token = jinjaIn(text).foreign
  if (token === undefined) return []
  const message = `${field(path)} must not hold ${quoted(token.replaceAll(/\\(.)/g, '$1'))}`
  return [{ code: 'jinja-text', severity: 'error', path, message, why: WHY, fix }]
}

const WHY =
  'cloud-init takes it for a template of its own (Jinja), and drops the whole configuration of the node or changes the text'

function fileProblems(text: string, path: Path): readonly Problem[] {
  const { meant, foreign: token } = jinjaIn(text)
  if (!meant) return token !== undefined && isMarkedRaw(text) ? [rawMarkers(path)] : []
  const trouble = token === undefined ? breaking(text) : quoted(token)
  if (trouble === undefined) return []
  return [
    {
      code: 'jinja-text',
      severity: 'error',
      path,
      message: `${field(path)} must not hold ${trouble} beside what cloud-init fills in`,
      why: 'such a text reaches the node only in base64, and nothing can be filled in there',
      fix: 'write two files, or fill it in on the node by a command',
    },
  ]
}

function breaking(text: string): string | undefined {
  if (!breaksBlock(text)) return undefined
  return text.includes('\r') ? 'a carriage return' : 'an indented first line'
}

/** Whoever knew what happens to such text wrote these around it. */
function isMarkedRaw(text: string): boolean {
  const start = text.search(/\{%[-+]?\s*raw\s*[-+]?%\}/)
  return start >= 0 && /\{%[-+]?\s*endraw\s*[-+]?%\}/.test(text.slice(start))
}

function rawMarkers(path: Path): Problem {
  return {
    code: 'raw-markers',
    severity: 'warning',
    path,
    message: `${field(path)} must not be marked as raw for cloud-init: the markers arrive with the text`,
    why: 'a file with text that is not meant for cloud-init is carried past it as it stands',
    fix: 'remove "{% raw %}" and "{% endraw %}"',
  }
}
