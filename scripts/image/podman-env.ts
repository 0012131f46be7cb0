// What podman needs in its environment on any machine, also in one that is itself a container.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes podman's configuration to a file and returns the variable that names it. crun, podman's first choice, wants more of
 * the kernel than every machine grants; runc does not. Limits above the machine's own are refused too.
 */
export function podmanEnv(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== CONFIGURATION) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, CONFIGURATION)
  }
  return { CONTAINERS_CONF: file }
}

const CONFIGURATION = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
runtime = "runc"
`
