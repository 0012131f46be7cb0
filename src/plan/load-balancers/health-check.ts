// How a balancer with checks of its own asks an API server whether it may get connections. Nobody but the API server's
// answer decides: so a check that the API server would refuse to answer (401, 403) must not be asked at all.

import { isAtLeast, parseVersion } from '../../facts/releases.ts'
import { isObject } from '../../is-json.ts'

/** `https`: 200 to a GET of the path, over TLS. `tcp`: a connection, no more. */
export type HealthCheck = { readonly type: 'https'; readonly path: string } | { readonly type: 'tcp' }

/** What can keep an API server from answering an anonymous client; `kubeadm` and the patches of an HACluster fit. */
export interface ApiServerAccess {
  readonly apiServerExtraArgs?: Readonly<Record<string, string>> | undefined
  /** The text of an AuthenticationConfiguration. */
  readonly authentication?: { readonly config?: string | undefined } | undefined
  /** The text of an AuthorizationConfiguration. */
  readonly authorization?: { readonly config?: string | undefined } | undefined
  /** Patches of kubeadm or of the HACluster: those that name one of the flags below are not followed, but believed capable of anything. */
  readonly patches?: readonly unknown[] | undefined
}

/** The value of a YAML text, `undefined` where it has none. */
export type ReadYaml = (text: string) => unknown

const TCP: HealthCheck = { type: 'tcp' }

/** The first release whose API server has `/readyz` (kubernetes/kubernetes, CHANGELOG-1.16). */
const FIRST_READYZ = [1, 16, 0] as const

/**
 * The check that all API servers of a control plane answer, whatever version of Kubernetes each of them runs.
 *
 * Health endpoints are open to anonymous clients by RBAC's ClusterRole system:public-info-viewer, below 1.14 system:discovery
 * (kubernetes/kubernetes, plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go). Where anything else decides, or where
 * it cannot be known from the HACluster, the answer is `tcp`: one 401 from each server would close the whole endpoint.
 */
export function healthCheckOf(
  accesses: readonly ApiServerAccess[],
  kubernetesVersions: readonly string[],
  readYaml: ReadYaml,
): HealthCheck {
  const hasReadyz = kubernetesVersions.every(version => isAtLeast(parseVersion(version), FIRST_READYZ))
  const path = hasReadyz ? '/readyz' : '/healthz'
  return accesses.every(access => answersAnonymous(access, path, readYaml)) ? { type: 'https', path } : TCP
}

function answersAnonymous(access: ApiServerAccess, path: string, readYaml: ReadYaml): boolean {
  const { authentication, authorization, patches } = access
  const flags = new Map(
    // The flag set of Kubernetes reads underscores as dashes (k8s.io/component-base, cli/flag/flags.go).
    Object.entries(access.apiServerExtraArgs ?? {}).map(([name, value]) => [name.replaceAll('_', '-'), value]),
  )
  // What stands in files that the HACluster only names is not known.
  if (flags.has('authentication-config') || flags.has('authorization-config')) return false
  if (patches?.some(isAboutAccess)) return false
  return (
    isTrue(flags.get('anonymous-auth')) &&
    authenticatesAnonymous(read(authentication?.config, readYaml), path) &&
    letsRbacDecide(
      flags
        .get('authorization-mode')
        ?.split(',')
        .map(mode => mode.trim()),
    ) &&
    letsRbacDecide(authorizersOf(read(authorization?.config, readYaml)))
  )
}

const FLAGS_ABOUT_ACCESS = /anonymous.auth|authentication.config|authorization.(config|mode)/

function isAboutAccess(patch: unknown): boolean {
  return FLAGS_ABOUT_ACCESS.test(JSON.stringify(patch))
}

/** As Go's strconv.ParseBool, which reads the flags. */
function isTrue(flag: string | undefined): boolean {
  return flag === undefined || ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(flag)
}

function read(text: string | undefined, readYaml: ReadYaml): unknown {
  return text === undefined ? undefined : (readYaml(text) ?? 'unreadable')
}

/** `anonymous: {enabled, conditions: [{path}]}` since Kubernetes 1.31; anonymous clients are let in where it is absent. */
function authenticatesAnonymous(configuration: unknown, path: string): boolean {
  if (configuration === undefined) return true
  if (!isObject(configuration)) return false
  const { anonymous } = configuration
  if (anonymous === undefined || anonymous === null) return true
  if (!isObject(anonymous) || anonymous.enabled !== true) return false
  const { conditions } = anonymous
  if (conditions === undefined || conditions === null) return true
  if (!Array.isArray(conditions)) return false
  return conditions.length === 0 || conditions.some(condition => isObject(condition) && condition.path === path)
}

function authorizersOf(configuration: unknown): readonly unknown[] | undefined {
  if (configuration === undefined) return undefined
  const authorizers = isObject(configuration) ? configuration.authorizers : undefined
  return Array.isArray(authorizers) ? authorizers.map(each => (isObject(each) ? each.type : undefined)) : []
}

/**
 * Authorizers are asked in order until one allows or denies. Only a webhook denies; the others have no opinion, AlwaysDeny
 * too. AlwaysAllow switches anonymous access off (pkg/kubeapiserver/options/authentication.go, ApplyAuthorization).
 */
function letsRbacDecide(modes: readonly unknown[] = ['Node', 'RBAC']): boolean {
  if (modes.includes('AlwaysAllow') || !modes.includes('RBAC')) return false
  return !modes.slice(0, modes.indexOf('RBAC')).includes('Webhook')
}
