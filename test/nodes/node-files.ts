// What lies on a control-plane node before it boots, as cloud-init would put it there.

import { controlPlaneSetups } from '../../src/plan/user-data.ts'
import { planSpec, type Spec } from '../render/sample-clusters.ts'

/** Its files by their path, and /runcmd: the one script that cloud-init makes of all commands. */
export function nodeFiles(spec: Spec): Readonly<Record<string, string>> {
  const [setup] = controlPlaneSetups(planSpec('v1.16.1', spec).controlPlane)
  if (setup === undefined) throw new Error('a sample has nodes')
  const { files, preKubeadmCommands, postKubeadmCommands } = setup
  const commands = [...preKubeadmCommands, 'kubeadm init', ...postKubeadmCommands]
  const texts = files.map(({ path, content }) => [path, 'text' in content ? content.text : ''] as const)
  return { ...Object.fromEntries(texts), '/runcmd': `${commands.join('\n')}\n`.replaceAll(/\{\{ [\w.]+ \}\}/g, 'node') }
}
