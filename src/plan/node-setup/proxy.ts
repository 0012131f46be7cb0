// The proxy of containerd and the kubelet: drop-ins of their units. Nothing reaches the environment of kubeadm, which would copy
// it into the static pods of the control plane.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import { proxyDropIn } from '../../facts/node-paths.ts'
import type { SetupPart } from './compose.ts'
import { readableFile } from './script.ts'

export function planProxy(
  { httpProxy, httpsProxy }: NonNullable<NodeConfig['proxy']>,
  noProxy: readonly string[],
): SetupPart {
  const lines = [
    '[Service]',
    ...(httpProxy === undefined ? [] : [environment('HTTP_PROXY', httpProxy)]),
    ...(httpsProxy === undefined ? [] : [environment('HTTPS_PROXY', httpsProxy)]),
    environment('NO_PROXY', noProxy.join(',')),
  ]
  const content = { text: lines.map(line => `${line}\n`).join('') }
  return { files: [readableFile(proxyDropIn('containerd'), content), readableFile(proxyDropIn('kubelet'), content)] }
}

/** systemd expands `%`, and reads quotes and backslashes as C does (systemd.exec(5), systemd.syntax(7)). */
function environment(name: string, value: string): string {
  return `Environment="${name}=${value.replaceAll(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`
}
