// The URLs of an etcd of one's own.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'etcd-endpoint': {
    severity: 'error',
    meaning: 'An endpoint of the external etcd is no plain https URL of one member.',
    cure: 'write `https://`, a host and a port, such as "https://192.168.20.11:2379", each member once',
    reads: ['spec.kubeadm.etcd.external.endpoints'],
    source: 'kubernetes cmd/kubeadm/app/apis/kubeadm/validation/validation.go (ValidateEtcd), v1.35.4',
  },
} as const satisfies Rules

/** Returns `etcd-endpoint`, at most one for each endpoint. */
export function checkEtcdEndpoints({ config }: ResolvedCluster): readonly Problem[] {
  const endpoints = config.spec.kubeadm?.etcd?.external?.endpoints ?? []
  const seen = new Map<string, Path>()
  return endpoints.flatMap((url, i) => {
    const path = ['spec', 'kubeadm', 'etcd', 'external', 'endpoints', i]
    const fault = faultOf(url)
    if (fault !== undefined) return [problem(path, ...fault)]
    const key = url.toLowerCase().replace(/\/$/, '')
    const earlier = seen.get(key)
    seen.set(key, earlier ?? path)
    if (earlier === undefined) return []
    return [
      problem(
        path,
        `must not be ${quoted(url)} a second time`,
        `${field(earlier)} is the same`,
        'remove one of the two',
      ),
    ]
  })
}

type Words = readonly [claim: string, why: string, fix: string]

function faultOf(url: string): Words | undefined {
  const [, scheme = '', rest = ''] = /^(https?):\/\/(.*)$/.exec(url) ?? []
  const [host = '', path = ''] = [rest.replace(/\/.*$/, ''), rest.replace(/^[^/]*/, '')]
  if (scheme !== 'https')
    return [
      'must begin with "https://"',
      'the API servers show etcd their certificate, and kubeadm then refuses plain http',
      `write "https://${host}"`,
    ]
  if (host.includes('@') || !/^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/.test(host))
    return [`must have a host and a port, not ${quoted(host)}`, 'it is an address that etcd listens on', EXAMPLE]
  if (path !== '' && path !== '/') return ['must not have a path', 'etcd serves at the root', EXAMPLE]
  return undefined
}

const EXAMPLE = 'write one such as "https://192.168.20.11:2379"'

function problem(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'etcd-endpoint', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
