// The files that fields of `node` write, as the plan names them.

import { CA_FOLDER, proxyDropIn, REGISTRIES_FOLDER, SETUP_FOLDER, TIME_SERVERS_FILE } from '../../facts/node-paths.ts'
import type { NodeConfig } from './resolved.ts'

export interface SetupPath {
  readonly path: string
  /** The field that asks for it. */
  readonly field: keyof NodeConfig & string
}

/** Whatever else is found below `SETUP_FOLDER` is a script of ours: one stands for all. */
export function setupPaths({
  proxy,
  registryMirrors,
  trustedCAs,
  ntpServers,
  format,
}: NodeConfig): readonly SetupPath[] {
  const script = (field: SetupPath['field']): SetupPath => ({ path: `${SETUP_FOLDER}/restart-containerd.sh`, field })
  return [
    ...(proxy
      ? (['containerd', 'kubelet'] as const).map(unit => ({ path: proxyDropIn(unit), field: 'proxy' as const }))
      : []),
    ...(registryMirrors ?? []).flatMap(({ registry, endpoints }) => {
      const folder = `${REGISTRIES_FOLDER}/${registry}`
      const names = ['hosts.toml', ...endpoints.map((_, i) => `mirror-${i}.crt`)]
      return names.map(name => ({ path: `${folder}/${name}`, field: 'registryMirrors' as const }))
    }),
    ...(trustedCAs ?? []).map(({ name }) => ({ path: `${CA_FOLDER}/${name}.crt`, field: 'trustedCAs' as const })),
    ...(ntpServers?.length && format === 'ignition' ? [{ path: TIME_SERVERS_FILE, field: 'ntpServers' as const }] : []),
    ...(proxy ? [script('proxy')] : []),
    ...(registryMirrors?.length ? [script('registryMirrors')] : []),
    ...(trustedCAs?.length ? [script('trustedCAs')] : []),
  ]
}
