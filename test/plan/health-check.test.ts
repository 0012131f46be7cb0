// Which check the API servers of a cluster answer: 401 and 403 from all of them would close the endpoint.

import { describe, expect, test } from 'vitest'
import { type ApiServerAccess, healthCheckOf } from '../../src/plan/load-balancers/health-check.ts'
import { readYamlValue } from '../../src/read/documents/yaml-value.ts'

const READYZ = { type: 'https', path: '/readyz' }
const HEALTHZ = { type: 'https', path: '/healthz' }
const TCP = { type: 'tcp' }

function check(access: ApiServerAccess, ...versions: readonly string[]) {
  return healthCheckOf([access], versions.length === 0 ? ['1.33.1'] : versions, text => {
    const read = readYamlValue(text)
    return 'value' in read ? read.value : undefined
  })
}
const flags = (apiServerExtraArgs: Readonly<Record<string, string>>) => check({ apiServerExtraArgs })
const anonymous = (text: string) =>
  check({
    authentication: { config: `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n${text}` },
  })
const authorizers = (...types: readonly string[]) =>
  check({ authorization: { config: `authorizers: [${types.map(type => `{type: ${type}, name: x}`).join(', ')}]` } })

describe('the endpoint', () => {
  test.each([
    ['1.15.12', HEALTHZ],
    ['v1.15.0', HEALTHZ],
    ['1.16.0', READYZ],
    ['v1.16.3', READYZ],
    ['2.0.0', READYZ],
  ])('of %s', (version, expected) => expect(check({}, version)).toEqual(expected))

  test('is what the oldest node has', () => expect(check({}, '1.16.0', '1.15.3', '1.16.0')).toEqual(HEALTHZ))
})

describe('flags', () => {
  test.each([
    [{}, READYZ],
    [{ 'anonymous-auth': 'true' }, READYZ],
    [{ 'anonymous-auth': 'false' }, TCP],
    [{ 'anonymous-auth': 'False' }, TCP],
    [{ 'anonymous-auth': '0' }, TCP],
    [{ 'anonymous-auth': 'f' }, TCP],
    [{ anonymous_auth: 'false' }, TCP],
    [{ 'authorization-mode': 'Node,RBAC' }, READYZ],
    [{ 'authorization-mode': 'RBAC' }, READYZ],
    [{ 'authorization-mode': 'Node,RBAC,Webhook' }, READYZ],
    // AlwaysDeny has no opinion: what RBAC allows, stays allowed.
    [{ 'authorization-mode': 'AlwaysDeny,RBAC' }, READYZ],
    [{ 'authorization-mode': 'AlwaysDeny' }, TCP],
    [{ 'authorization-mode': 'Node' }, TCP],
    [{ 'authorization-mode': 'ABAC' }, TCP],
    [{ 'authorization-mode': 'Webhook,RBAC' }, TCP],
    // Switches anonymous access off by itself.
    [{ 'authorization-mode': 'AlwaysAllow' }, TCP],
    [{ 'authorization-mode': 'RBAC,AlwaysAllow' }, TCP],
    [{ 'authentication-config': '/etc/kubernetes/authentication.yaml' }, TCP],
    [{ 'authorization-config': '/etc/kubernetes/authorization.yaml' }, TCP],
  ])('%j', (args, expected) => expect(flags(args)).toEqual(expected))
})

describe('structured authentication', () => {
  test.each([
    ['jwt: []', READYZ],
    ['anonymous:', READYZ],
    ['anonymous: {enabled: true}', READYZ],
    ['anonymous: {enabled: false}', TCP],
    ['anonymous: {}', TCP],
    ['anonymous: {enabled: true, conditions: [{path: /livez}, {path: /readyz}]}', READYZ],
    ['anonymous: {enabled: true, conditions: []}', READYZ],
    ['anonymous: {enabled: true, conditions: [{path: /healthz}]}', TCP],
    ['anonymous: {enabled: true, conditions: [{path: /readyz/}]}', TCP],
    ['anonymous: {enabled: true', TCP],
  ])('%s', (text, expected) => expect(anonymous(text)).toEqual(expected))

  test('a text that is no object', () => expect(check({ authentication: { config: 'yes' } })).toEqual(TCP))
})

describe('structured authorization', () => {
  test.each([
    [['Node', 'RBAC'], READYZ],
    [['RBAC', 'Webhook'], READYZ],
    [['Webhook', 'RBAC'], TCP],
    [['Webhook'], TCP],
    [[], TCP],
  ])('%j', (types, expected) => expect(authorizers(...types)).toEqual(expected))
})

describe('patches', () => {
  test.each([
    ['op: add\npath: /spec/clusterConfiguration/apiServer/extraArgs/anonymous-auth\nvalue: "false"', TCP],
    ['spec: {containers: [{name: kube-apiserver, args: [--authentication-config=/etc/x.yaml]}]}', TCP],
    ['metadata: {labels: {a: b}}', READYZ],
  ])('%s', (patch, expected) =>
    expect(check({ patches: [{ target: { kind: 'KubeadmConfig' }, patch }] })).toEqual(expected),
  )
})
