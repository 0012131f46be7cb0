// The vCenter by its host name or address: what else a URL can hold is none of the field.

import { parseIp } from '../../../addresses.ts'
import type { Problem } from '../../../problems/problem.ts'
import { normalServer } from '../../resolve/places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `invalid-value` is described with the shape of a document (problems/meanings.ts). */
export const rules = {} as const satisfies Rules

/**
 * Returns `invalid-value` at `spec.vsphere.server`.
 * Source: CAPV hands it to govmomi vim25/soap (ParseURL), which takes the last group of a bare IPv6 address for a port; v0.5 to
 * v0.7 make a key of `cloudProviderConfiguration.virtualCenter` of it.
 */
export function checkServer({ config }: ResolvedCluster): readonly Problem[] {
  const { server } = config.spec.vsphere
  if (isServer(server)) return []
  const path = ['spec', 'vsphere', 'server']
  const host = normalServer(server).replace(/:\d+$/, '')
  const bare = parseIp(server)?.family === 6 ? `[${server}]` : host
  return [
    {
      code: 'invalid-value',
      severity: 'error',
      path,
      message: `${field(path)} must be a host name or an address, without scheme, user, port or path, not ${quoted(server)}`,
      fix: `write ${quoted(isServer(bare) ? bare : 'vcenter.example.com')}`,
    },
  ]
}

/** RFC 1123 labels, with the root or without; underscores are no part of host names, but of some that are in use. */
const HOST_NAME =
  /^(?=.{1,253}$)([A-Za-z0-9]([-A-Za-z0-9_]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([-A-Za-z0-9_]{0,61}[A-Za-z0-9])?\.?$/

function isServer(text: string): boolean {
  const bracketed = /^\[(.*)\]$/.exec(text)?.[1]
  if (bracketed !== undefined) return parseIp(bracketed)?.family === 6
  // A last label of digits is one of an IPv4 address (RFC 3696).
  return parseIp(text)?.family === 4 || (HOST_NAME.test(text) && !/(^|\.)\d+\.?$/.test(text))
}
