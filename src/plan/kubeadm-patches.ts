// Files that kubeadm lays over what it writes on a node (`kubeadm --patches`).

import type { NodeConfig } from '../config/resolve/resolved.ts'
import type { HAClusterSpec } from '../config/schema/hacluster.ts'
import { PATCHES_FOLDER } from '../facts/api-server-files.ts'
import type { JsonObject } from '../manifest.ts'
import { sortedKeys } from '../sorted-keys.ts'
import type { NodeFile, Role } from './model.ts'

type PatchConfig = NonNullable<NonNullable<HAClusterSpec['kubeadm']>['patches']>[number]

/**
 * kubeadm takes them in the order of their names: the cluster's as they are listed, then what a role or node says of its
 * kubelet. A worker has nothing but a kubelet.
 * Source: kubernetes cmd/kubeadm/app/util/patches/patches.go, v1.22 – v1.36.
 */
export function patchFiles(patches: readonly PatchConfig[], node: NodeConfig, role: Role): readonly NodeFile[] {
  const files = patches.map(({ target, type = 'strategic', patch }, i) => ({
    target,
    file: patchFile(`${target}${String(i).padStart(2, '0')}+${type}.yaml`, patch),
  }))
  const usable = files.filter(({ target }) => role === 'control-plane' || target === 'kubeletconfiguration')
  return [...usable.map(({ file }) => file), ...kubeletPatch(node.kubeletConfiguration ?? {})]
}

/** JSON, whose form no printer of ours decides, with sorted keys: neither may replace a machine. */
function kubeletPatch(configuration: NonNullable<NodeConfig['kubeletConfiguration']>): readonly NodeFile[] {
  const fields = Object.entries(configuration).filter(([, value]) => value !== null)
  if (fields.length === 0) return []
  const text = JSON.stringify(sortedKeys({ ...KUBELET_CONFIGURATION, ...Object.fromEntries(fields) }), null, 2)
  return [patchFile('kubeletconfiguration_node+merge.json', `${text}\n`)]
}

const KUBELET_CONFIGURATION: JsonObject = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
}

function patchFile(name: string, text: string): NodeFile {
  return {
    path: `${PATCHES_FOLDER}/${name}`,
    content: { text },
    owner: 'root:root',
    permissions: '0600',
    append: false,
  }
}
