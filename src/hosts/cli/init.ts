// `capv-ha init`: an HACluster to start from, on standard output.

import { makeStarter } from '../starter/make-starter.ts'
import type { Command } from './command.ts'
import { usageError } from './command.ts'

export const init: Command = {
  name: 'init',
  usage: '[NAME] [--capv-version V] [--control-plane TYPE] [--load-balancer TYPE]',
  summary: 'print a commented HACluster to start from, in which what is marked is missing',
  options: [
    {
      name: 'capv-version',
      value: 'V',
      text: 'release of Cluster API Provider vSphere in the management cluster (default: the newest that is known)',
    },
    {
      name: 'control-plane',
      value: 'TYPE',
      text: 'KubeadmControlPlane (default, where the release has it) or Machines',
      choices: ['KubeadmControlPlane', 'Machines'],
    },
    {
      name: 'load-balancer',
      value: 'TYPE',
      text: 'KubeVIP (default, where it can be), HAProxy, Nginx or External',
      choices: ['KubeVIP', 'HAProxy', 'Nginx', 'External'],
    },
  ],
  arguments: { min: 0, max: 1 },
  run(_world, { arguments: [name], options }) {
    const made = makeStarter({
      name,
      capvVersion: options['capv-version'],
      controlPlane: options['control-plane'],
      loadBalancer: options['load-balancer'],
    })
    if ('text' in made) return { stdout: [made.text], stderr: '', exitCode: 0 }
    const sentences = made.problems.map(({ message, fix }) => (fix === undefined ? message : `${message}: ${fix}`))
    return usageError([...new Set(sentences)].join('\n  '), 'init')
  },
}
