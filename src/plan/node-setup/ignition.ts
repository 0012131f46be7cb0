// What every node needs that ignition sets up: its name, its network, and kubeadm after the container runtime.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import { ignitionMount, isNeeded } from '../../facts/ignition-mounts.ts'
import type { Device, NodeFile } from '../model.ts'
import type { SetupPart } from './compose.ts'
import { networkUnits } from './network-units.ts'
import { scriptFile, startOf } from './script.ts'
import { HOST_NAME_SCRIPT } from './scripts/host-name.ts'

/**
 * All of it is there before the first unit of the node starts. A name that is known is a file; any other is asked for on the
 * node, before anything else.
 */
export function planIgnition(node: NodeConfig, name: string | undefined, devices: readonly Device[]): SetupPart {
  const own = name === undefined ? [scriptFile('host-name', HOST_NAME_SCRIPT)] : nameFiles(name)
  return {
    files: [textFile(UNIT_PATH, kubeadmUnit(node)), ...own, ...networkUnits(devices)],
    before: [...(name === undefined ? [startOf('host-name')] : []), ...SCRIPTS_OF_OTHERS],
  }
}

function nameFiles(name: string): readonly NodeFile[] {
  return [
    textFile('/etc/hostname', `${name}\n`),
    // kubeadm looks its own name up, and no DNS server knows it yet.
    textFile('/etc/hosts', `127.0.0.1 localhost ${name}\n::1 localhost\n`),
  ]
}

const UNIT_PATH = '/etc/systemd/system/kubeadm.service.d/10-capv-ha.conf'

/** Cluster API's own unit waits for nothing of this, runs once, and would be tried again only after a reboot. */
function kubeadmUnit({ mounts, diskSetup }: NodeConfig): string {
  const lines = (mounts ?? []).map(mount => ignitionMount(mount, diskSetup?.filesystems ?? [])).filter(isNeeded)
  return `[Unit]
# kubeadm pulls images and asks other nodes at once.
Wants=network-online.target containerd.service
After=network-online.target containerd.service
${lines.map(({ target }) => `RequiresMountsFor=${target}\n`).join('')}`
}

/** As with cloud-init: scripts that features and users put there run before kubeadm, in the order of their names. */
const SCRIPTS_OF_OTHERS = [
  'mkdir -p /etc/pre-kubeadm-commands',
  'for script in $(find /etc/pre-kubeadm-commands/ -name \'*.sh\' -type f | sort); do echo "Running script $script"; "$script"; done',
]

function textFile(path: string, text: string): NodeFile {
  return { path, content: { text }, owner: 'root:root', permissions: '0644', append: false }
}
