// A field that the release in the management cluster does not know would be dropped in silence there.

import { ADDRESSES_OF_POOLS, FIRST_RELEASES, type FirstRelease, hasField } from '../../../facts/first-releases.ts'
import { formatVersion, type Release } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { runningRelease } from '../../releases/running-release.ts'
import { type FieldTable, usedFields } from '../../releases/used-fields.ts'
import { devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'field-too-new': {
    severity: 'error',
    meaning: 'The release in the management cluster does not have the field and would drop it in silence.',
    cure: 'remove it, or upgrade the management cluster to the release that the message names',
    reads: ['spec.capvVersion', 'spec.capiVersion'],
    source: 'API types at the release tags of Cluster API and CAPV (src/facts/first-releases.ts)',
  },
} as const satisfies Rules

/** Returns `field-too-new` at every field that is younger than the release. */
export function checkFieldTooNew(cluster: ResolvedCluster): readonly Problem[] {
  if (cluster.release === undefined) return []
  const release = runningRelease(cluster.release, cluster.config.spec.capiVersion)
  const table = youngerThan(release)
  if (table.size === 0) return []
  const fields = usedFields(cluster.config, table).map(({ path, value, row }) => problemAt(cluster, path, value, row))
  return hasField(release, ADDRESSES_OF_POOLS) ? fields : [...fields, ...poolAddresses(cluster)]
}

const tables = new Map<string, FieldTable<FirstRelease>>()

function youngerThan(release: Release): FieldTable<FirstRelease> {
  const key = `${release.capv} ${release.capi}`
  const table = tables.get(key) ?? new Map([...FIRST_RELEASES].filter(([, first]) => !hasField(release, first)))
  tables.set(key, table)
  return table
}

function poolAddresses(cluster: ResolvedCluster): readonly Problem[] {
  const lists = devicesOf(cluster).filter(
    ({ kind, list, inherits }) => kind === 'pool' && list.entries.length > 0 && !inherits,
  )
  // Those of a pool's first device stand in the table.
  const paths = lists.map(({ list }) => list.path).filter(path => path[1] !== 'workers' || path.length > 4)
  return paths.map(path => problemAt(cluster, path, undefined, ADDRESSES_OF_POOLS))
}

function problemAt(cluster: ResolvedCluster, path: Path, value: unknown, first: FirstRelease): Problem {
  const { spec } = cluster.config
  const at = first.project === 'CAPV' || spec.capiVersion === undefined ? 'capvVersion' : 'capiVersion'
  const what = path.at(-1) === 'type' || path.at(-1) === 'format' ? `${field(path)} ${quoted(value)}` : field(path)
  const since = `${first.project} ${formatVersion(first.version)}`
  const paired =
    first.project === 'CAPV' || spec.capiVersion !== undefined || cluster.release === undefined
      ? ''
      : `, which runs with Cluster API v${cluster.release.capi[0]}.${cluster.release.capi[1]}`
  return {
    code: 'field-too-new',
    severity: 'error',
    path,
    message: `${what} exists from ${since} on; it must not be set for an older release`,
    why: `${field(['spec', at])} is ${quoted(spec[at])}${paired}`,
    fix: `${wayOut(path, value)} or upgrade the management cluster to ${since} or later`,
  }
}

/** A type cannot be left out. */
const OTHER_TYPES: Readonly<Record<string, string>> = {
  controlPlane: 'use `type: Machines`',
  loadBalancer: 'use type External, Nginx or HAProxy',
}

/** What its list or map cannot be without, by the last two names of the path: what stands in its place, or what goes with it. */
const INSTEAD: Readonly<Record<string, (value: string) => string>> = {
  'networks.name': value => `write ${value} alone in place of the map,`,
  'failureDomains.existing': () => 'describe the failure domain itself instead,',
  'files.contentFrom': () => 'write its text as `content`, if that is no secret,',
  'trustedCAs.secret': () => 'write the certificate as `pem`,',
  'endpoints.caSecret': () => 'write the certificate as `ca`,',
  'pciDevices.vGPUProfile': () => 'remove the device,',
}

/** Machines that a controller makes have no other fixed addresses in the releases before pools. */
function wayOut(path: Path, value: unknown): string {
  if (path.length === 3 && path[2] === 'type') return `${OTHER_TYPES[`${path[1]}`] ?? 'use another type'},`
  const names = path.filter(part => typeof part === 'string')
  const instead = INSTEAD[names.slice(-2).join('.')]
  if (instead !== undefined) return instead(quoted(value))
  if (!path.includes('addresses') && !path.includes('addressesFromPools')) return 'remove it,'
  const reserve = 'set `dhcp4: true` instead and reserve the addresses in the DHCP server,'
  return path[1] === 'controlPlane' ? `${reserve} use \`type: Machines\`, which has fixed addresses,` : reserve
}
