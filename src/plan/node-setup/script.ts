// A script of ours on the nodes, and the line that starts it.

import { SETUP_FOLDER } from '../../facts/node-paths.ts'
import type { NodeFile } from '../model.ts'

export function scriptFile(name: string, text: string): NodeFile {
  return { path: pathOf(name), content: { text }, permissions: '0700', append: false }
}

/**
 * All commands of a node are lines of one script that goes on after a failure, to kubeadm at last: without the second half
 * a node would come up with half of its setup. The script itself says why it failed.
 */
export function startOf(name: string): string {
  return `${pathOf(name)} || exit 1`
}

function pathOf(name: string): string {
  return `${SETUP_FOLDER}/${name}.sh`
}

/** A file that everybody may read. */
export function readableFile(path: string, content: NodeFile['content']): NodeFile {
  return { path, content, permissions: '0644', append: false }
}
