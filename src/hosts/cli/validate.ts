// `capv-ha validate`: all problems of the input and nothing else, for people, programs or pull requests.

import { expand } from '../../expand.ts'
import { formatGithub, formatJson } from '../../problems/machine-reports.ts'
import type { Problem } from '../../problems/problem.ts'
import { hasErrors } from '../../problems/sort.ts'
import type { Outcome, World } from '../world.ts'
import type { Command } from './command.ts'
import { gatherClusters } from './gather.ts'
import { report } from './outcome.ts'

export const validate: Command = {
  name: 'validate',
  usage: 'PATH... [--format text|json|github]',
  summary: 'report every problem of every HACluster in files, folders or "-" (standard input)',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      text: 'text: for people, on standard error (default); json: one document; github: workflow commands',
      choices: ['text', 'json', 'github'],
    },
  ],
  arguments: { min: 1, max: Number.POSITIVE_INFINITY },
  run(world, call) {
    const gathered = gatherClusters(world, call.arguments)
    const problems = [...gathered.problems, ...expand(gathered.inputs).problems]
    const count = gathered.inputs.length
    return write(
      world,
      problems,
      call.options.format,
      `${count} ${count === 1 ? 'cluster is' : 'clusters are'} valid\n`,
    )
  },
}

function write(world: World, problems: readonly Problem[], format: string | undefined, praise: string): Outcome {
  if (format !== 'json' && format !== 'github') return report(world, problems, [], praise)
  const text = format === 'json' ? formatJson(problems) : formatGithub(problems)
  return { stdout: [text], stderr: '', exitCode: hasErrors(problems) ? 1 : 0 }
}
