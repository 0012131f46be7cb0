// Time servers of nodes that ignition sets up: Cluster API would configure an ntpd that their images do not have.

import { TIME_SERVERS_FILE } from '../../facts/node-paths.ts'
import type { SetupPart } from './compose.ts'
import { readableFile } from './script.ts'

/** systemd-timesyncd reads the file before anything else of the node runs. */
export function planTimeServers(servers: readonly string[]): SetupPart {
  const text = `[Time]\nNTP=${servers.join(' ')}\n`
  return { files: [readableFile(TIME_SERVERS_FILE, { text })] }
}
