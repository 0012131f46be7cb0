// `capv-ha validate`: all problems of the input and nothing else, for people, programs or pull requests.

import { checkGitOpsGuards } from '../../config/checks/document/gitops-guards.ts'
import { expandTo } from '../../expand.ts'
import { counted } from '../../problems/counted.ts'
import { formatGithub, formatJson } from '../../problems/machine-reports.ts'
import { hasErrors, sortProblems } from '../../problems/sort.ts'
import type { Outcome, World } from '../world.ts'
import type { Call, Command } from './command.ts'
import { usageError } from './command.ts'
import { STDIN } from './gather.ts'
import { report } from './outcome.ts'
import { gatherOverridden, SET } from './set-option.ts'
import { watch } from './watch.ts'

export const validate: Command = {
  name: 'validate',
  usage: 'PATH... [--format text|json|github] [--set PATH=VALUE]... [--watch]',
  summary: 'report every problem of every HACluster in files, folders or "-" (standard input)',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      text: 'text: for people, on standard error (default); json: one document; github: workflow commands',
      choices: ['text', 'json', 'github'],
    },
    SET,
    { name: 'watch', text: 'report again whenever a file has changed, until it is interrupted' },
  ],
  arguments: { min: 1, max: Number.POSITIVE_INFINITY },
  run(world, call) {
    if (call.options.watch === undefined) return validatePaths(world, call)
    if (call.arguments.includes(STDIN)) return usageError('standard input cannot be watched', 'validate')
    return watch(world, call.arguments, () => validatePaths(world, call))
  },
}

function validatePaths(world: World, call: Call): Outcome {
  const gathered = gatherOverridden(world, call)
  if (typeof gathered === 'string') return usageError(gathered, 'validate')
  const { inputs, problems: misread, files } = gathered
  const { clusters, problems: found } = expandTo(inputs, ({ name }) => name)
  const problems = [...misread, ...sortProblems([...found, ...checkGitOpsGuards(inputs)])]
  const { format } = call.options
  if (format === 'json' || format === 'github') {
    const counts = { clusters: clusters.length, files }
    const text = format === 'json' ? formatJson(problems, counts) : formatGithub(problems)
    return { stdout: [text], stderr: '', exitCode: hasErrors(problems) ? 1 : 0 }
  }
  // One cluster may stand in several files.
  return report(world, problems, [], `valid: ${counted(clusters.length, 'cluster')} in ${counted(files, 'file')}\n`)
}
