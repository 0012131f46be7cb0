// All commands of a node are one script, with kubeadm between them: an open quote or an `exit` in one of them takes the others with it.

import { SUPER_ADMIN_SINCE } from '../../../facts/kube-vip.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Leaving, leavings, type Opened, readShell } from '../../../shell.ts'
import { type Group, groupsOf } from '../../resolve/groups.ts'
import { type CommandList, commandsOf, type PlacedCommand } from '../../resolve/node-files.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { versionAt } from '../../resolve/versions.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'command-open': {
    severity: 'error',
    meaning:
      'A command leaves a quote, a bracket or a here-document open, or ends in a backslash, which swallows what comes after it, kubeadm among them.',
    cure: 'close the quote, remove the backslash, or put the script into a file and run that',
    reads: ['spec.node.preKubeadmCommands', 'spec.node.postKubeadmCommands', 'spec.loadBalancer.type'],
    source: 'cloud-init cloudinit/util.py (shellify), 22.4: the commands are the lines of one script',
  },
  'command-exit': {
    severity: 'error',
    meaning: 'A command ends the script that runs kubeadm, or the commands after it, as if all were done.',
    cure: 'run it in a shell of its own: `(…)`; `|| exit 1` stops a node on purpose',
    reads: ['spec.node.preKubeadmCommands', 'spec.node.postKubeadmCommands'],
    source: 'cloud-init cloudinit/util.py (shellify), 22.4: the commands are the lines of one script',
  },
} as const satisfies Rules

const LISTS: readonly CommandList[] = ['preKubeadmCommands', 'postKubeadmCommands']

/** Returns `command-open` and `command-exit` at the command, once per place. */
export function checkCommands(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const scripts = new Map<string, readonly Problem[]>()
  for (const list of LISTS) {
    const inGroup = commandsOf(cluster, list)
    for (const group of groupsOf(cluster)) {
      const commands = inGroup(group)
      const isFollowed = list === 'preKubeadmCommands' || endsWithOurs(cluster, group)
      const key = JSON.stringify([isFollowed, ...commands.map(({ path }) => field(path))])
      const problems = scripts.get(key) ?? problemsOf(commands, list, isFollowed)
      scripts.set(key, problems)
      for (const problem of problems) if (!found.has(field(problem.path))) found.set(field(problem.path), problem)
    }
  }
  return [...found.values()]
}

/** kube-vip has a command of its own behind all that come after kubeadm. */
function endsWithOurs(cluster: ResolvedCluster, { path }: Group): boolean {
  const isOfKubeVip = cluster.config.spec.loadBalancer.type === 'KubeVIP' && path[1] !== 'workers'
  return isOfKubeVip && versionAt(cluster, path).minor >= SUPER_ADMIN_SINCE[1]
}

/** `isFollowed`: by kubeadm, or by a command of ours. */
function problemsOf(commands: readonly PlacedCommand[], list: CommandList, isFollowed: boolean): readonly Problem[] {
  const script = readShell(commands.map(({ command }) => command).join('\n'))
  const placeOf = (at: number) => {
    let end = 0
    return commands.findIndex(({ command }) => {
      end += command.length + 1
      return at < end
    })
  }
  const opened = script.open && commands[placeOf(script.open.at)]
  const isHarmless = script.open?.kind === '\\' && !isFollowed
  if (script.open && opened && !isHarmless) return [open(opened.path, script.open)]
  return leavings(script).flatMap(leaving => {
    const position = placeOf(leaving.at)
    const own = commands[position]
    // Behind the last command of all there is nothing left to lose.
    const isLast = list === 'postKubeadmCommands' && position === commands.length - 1
    return own === undefined || isLast || isMeant(leaving) ? [] : [exit(own.path, leaving, list)]
  })
}

/** To stop where something has failed is what `exit 1` is for. */
function isMeant({ isCertain, isAfterFailure, status, word }: Leaving): boolean {
  if (isCertain) return false
  return isAfterFailure ? status !== '0' && word === 'exit' : status !== '0'
}

const NAMES: Readonly<Record<Exclude<Opened['kind'], '\\'>, string>> = {
  "'": 'the single quote',
  '"': 'the double quote',
  '`': 'the backtick',
  '<<': 'the here-document',
  '$(': 'the bracket of "$("',
  '${': 'the brace of "${"',
  '(': 'the bracket',
}

function open(path: Path, { kind }: Opened): Problem {
  if (kind === '\\') return continued(path)
  return {
    code: 'command-open',
    severity: 'error',
    path,
    message: `${field(path)} must close ${NAMES[kind]} that it opens`,
    why: 'all commands are lines of one script: what is left open swallows the following ones, kubeadm among them',
    fix: 'close it, or put the script into a file of `node.files` and run that',
  }
}

function continued(path: Path): Problem {
  return {
    code: 'command-open',
    severity: 'error',
    path,
    message: `${field(path)} must not end in a backslash`,
    why: 'all commands are lines of one script: it joins this one with the next line, which is that of kubeadm or of capv-ha',
    fix: 'remove the backslash',
  }
}

function exit(path: Path, { word, status }: Leaving, list: CommandList): Problem {
  const what = status === undefined ? word : `${word} ${status}`
  const next = list === 'preKubeadmCommands' ? 'kubeadm never runs' : 'the commands after it never run'
  return {
    code: 'command-exit',
    severity: 'error',
    path,
    message: `${field(path)} must not end the script by ${quoted(what)}`,
    why: `all commands are lines of one script: ${next}, and nothing reports a failure`,
    fix: 'run it in a shell of its own, as "(…)", or put it into a file of `node.files`; "|| exit 1" stops a node on purpose',
  }
}
