// Every rule over proxy, mirrors, certificates, time servers and disks of nodes; a chunk of its own in the bundle, since most
// nodes have none of it.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkCertificates } from './nodes/certificates.ts'
import { checkDiskSetup } from './nodes/disk-setup.ts'
import { checkFilesOfFields } from './nodes/files-of-fields.ts'
import { checkMounts } from './nodes/mounts.ts'
import { checkProxy } from './nodes/proxy.ts'
import { checkRegistryMirrors } from './nodes/registry-mirrors.ts'
import { checkTimeServers } from './nodes/time-servers.ts'

/** Problems of all of them. */
export function nodeSetupProblems(cluster: ResolvedCluster): readonly Problem[] {
  return [
    ...checkTimeServers(cluster),
    ...checkProxy(cluster),
    ...checkRegistryMirrors(cluster),
    ...checkCertificates(cluster),
    ...checkDiskSetup(cluster),
    ...checkMounts(cluster),
    ...checkFilesOfFields(cluster),
  ]
}
