// Mirrors of container registries: a folder for each registry, as containerd reads it at every pull, and a script that makes
// it look there.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import { REGISTRIES_FOLDER } from '../../facts/node-paths.ts'
import type { NodeFile } from '../model.ts'
import type { SetupPart } from './compose.ts'
import { readableFile, scriptFile, startOf } from './script.ts'
import { REGISTRY_MIRRORS_SCRIPT } from './scripts/registry-mirrors.ts'

type Mirror = NonNullable<NodeConfig['registryMirrors']>[number]
type Endpoint = Mirror['endpoints'][number]

export function planRegistryMirrors(mirrors: readonly Mirror[]): SetupPart {
  return {
    files: [...mirrors.flatMap(filesOf), scriptFile('registry-mirrors', REGISTRY_MIRRORS_SCRIPT)],
    before: [startOf('registry-mirrors')],
  }
}

function filesOf({ registry, endpoints }: Mirror): readonly NodeFile[] {
  const folder = `${REGISTRIES_FOLDER}/${registry}`
  const certificates = endpoints.flatMap(({ ca, caSecret }, i) => {
    if (caSecret !== undefined) return [readableFile(certificatePath(folder, i), { secret: caSecret })]
    return ca === undefined ? [] : [readableFile(certificatePath(folder, i), { text: ca })]
  })
  return [readableFile(`${folder}/hosts.toml`, { text: hostsFile(folder, endpoints) }), ...certificates]
}

function certificatePath(folder: string, i: number): string {
  return `${folder}/mirror-${i}.crt`
}

/**
 * The endpoints in their order; after them containerd asks the registry itself. The first line marks the file as ours for the
 * script. Source: containerd docs/hosts.md.
 */
function hostsFile(folder: string, endpoints: readonly Endpoint[]): string {
  const tables = endpoints.map(({ url, ca, caSecret, overridePath, skipVerify }, i) => {
    const certificate =
      ca === undefined && caSecret === undefined ? [] : [`  ca = ${quoted(certificatePath(folder, i))}`]
    const flags = [
      ...(skipVerify === true ? ['  skip_verify = true'] : []),
      ...(overridePath === true ? ['  override_path = true'] : []),
    ]
    return ['', `[host.${quoted(url)}]`, '  capabilities = ["pull", "resolve"]', ...certificate, ...flags]
  })
  return ['# Made by capv-ha.', ...tables.flat()].map(line => `${line}\n`).join('')
}

/** A basic string of TOML: control characters are refused before. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
