// What the API server asks of its own kinds beyond the form of their fields.
// Source: kubernetes staging/src/k8s.io/apiserver pkg/apis/audit/validation and pkg/apis/apiserver/validation, v1.36.3.

import type { ApiServerFileField } from '../../facts/api-server-files.ts'
import { isJsonList, isJsonObject } from '../../is-json.ts'
import type { Json, JsonObject } from '../../manifest.ts'
import { quoted } from '../checks/words.ts'
import type { Fault } from './form-faults.ts'

type Rule = (value: JsonObject) => readonly Fault[]

/** Of values that have the form of their kind. */
export const KIND_RULES: Readonly<Record<Exclude<ApiServerFileField, 'encryption'>, Rule>> = {
  auditPolicy: value => objects(value.rules).flatMap(auditRule),
  authentication,
  authorization,
  admission: ({ plugins }) =>
    repeated(
      objects(plugins).map(({ name }) => name),
      'plugins',
      'name',
    ),
}

function auditRule(rule: JsonObject, i: number): readonly Fault[] {
  const at = `rules[${i}]`
  const urls = texts(rule.nonResourceURLs)
  const groups = objects(rule.resources)
  const mixed = urls.length > 0 && (groups.length > 0 || texts(rule.namespaces).length > 0)
  const claim = 'must begin with "/" and have "*" only at the end'
  return [
    ...(mixed ? [{ at, claim: 'must not name both `nonResourceURLs` and resources or namespaces' }] : []),
    ...urls
      .filter(url => url !== '*' && (!url.startsWith('/') || url.slice(0, -1).includes('*')))
      .map(url => ({ at: `${at}.nonResourceURLs`, claim: `${claim}, not ${quoted(url)}` })),
    ...groups.flatMap((group, k) => groupFaults(group, `${at}.resources[${k}]`)),
  ]
}

function groupFaults({ group = '', resources, resourceNames }: JsonObject, at: string): readonly Fault[] {
  const name = String(group)
  const isGroup = name === '' || name === '*' || SUBDOMAIN.test(name)
  const lacksResources = texts(resourceNames).length > 0 && texts(resources).length === 0
  const claim = `must be an API group without its version, not ${quoted(name)}`
  return [
    ...(isGroup ? [] : [{ at: `${at}.group`, claim, fix: 'write "" for the core group, or a name such as "apps"' }]),
    ...(lacksResources ? [{ at: `${at}.resourceNames`, claim: 'must stand beside `resources`' }] : []),
  ]
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

function authentication({ jwt, anonymous }: JsonObject): readonly Fault[] {
  const authenticators = objects(jwt)
  const closed = isJsonObject(anonymous) && anonymous.enabled === false && objects(anonymous.conditions).length > 0
  return [
    ...(authenticators.length > 64 ? [{ at: 'jwt', claim: 'must not have more than 64 entries' }] : []),
    ...authenticators.flatMap((each, i) => authenticator(each, `jwt[${i}]`)),
    ...repeated(
      authenticators.map(({ issuer }) => (isJsonObject(issuer) ? issuer.url : undefined)),
      'jwt',
      'issuer.url',
    ),
    ...(closed ? [{ at: 'anonymous.conditions', claim: 'must not be set where `anonymous.enabled` is false' }] : []),
  ]
}

function authenticator({ issuer, claimMappings }: JsonObject, at: string): readonly Fault[] {
  if (!isJsonObject(issuer) || !isJsonObject(claimMappings)) return []
  const { url, discoveryURL, audiences, audienceMatchPolicy } = issuer
  const several = texts(audiences).length > 1 && audienceMatchPolicy !== 'MatchAny'
  return [
    ...urlFaults(url, `${at}.issuer.url`),
    ...(discoveryURL === undefined ? [] : urlFaults(discoveryURL, `${at}.issuer.discoveryURL`)),
    ...(several ? [{ at: `${at}.issuer.audienceMatchPolicy`, claim: 'must be "MatchAny" for several audiences' }] : []),
    ...mappingFaults(claimMappings.username, `${at}.claimMappings.username`, true),
    ...mappingFaults(claimMappings.groups, `${at}.claimMappings.groups`, false),
  ]
}

function urlFaults(value: Json | undefined, at: string): readonly Fault[] {
  const isPlain = /^https:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(String(value))
  return isPlain ? [] : [{ at, claim: 'must be a URL that begins with "https://", without user, query and fragment' }]
}

function mappingFaults(value: Json | undefined, at: string, isNeeded: boolean): readonly Fault[] {
  if (!isJsonObject(value)) return []
  const { claim = '', expression = '', prefix } = value
  if (claim !== '' && expression !== '') return [{ at, claim: 'must not have both `claim` and `expression`' }]
  if (claim !== '' && prefix === undefined)
    return [{ at, claim: 'must have a `prefix` beside `claim`', fix: 'write `prefix: ""` for none' }]
  return isNeeded && claim === '' && expression === '' ? [{ at, claim: 'must have `claim` or `expression`' }] : []
}

function authorization({ authorizers }: JsonObject): readonly Fault[] {
  const list = objects(authorizers)
  const single = list.filter(({ type }) => type !== 'Webhook')
  return [
    ...repeated(
      single.map(({ type }) => type),
      'authorizers',
      'type',
    ),
    ...repeated(
      list.map(({ name }) => name),
      'authorizers',
      'name',
    ),
    ...list.flatMap((each, i) => authorizer(each, `authorizers[${i}]`)),
  ]
}

function authorizer({ type, name, webhook }: JsonObject, at: string): readonly Fault[] {
  const ofWebhook = `${at}.webhook`
  return [
    ...(SUBDOMAIN.test(String(name)) ? [] : [{ at: `${at}.name`, claim: 'must be a DNS name in lower case' }]),
    ...(type === 'Webhook' && !isJsonObject(webhook)
      ? [{ at: ofWebhook, claim: 'must be set for type "Webhook"' }]
      : []),
    ...(type !== 'Webhook' && isJsonObject(webhook)
      ? [{ at: ofWebhook, claim: 'must not be set for another type than "Webhook"' }]
      : []),
    ...(isJsonObject(webhook) ? webhookFaults(webhook, ofWebhook) : []),
  ]
}

function webhookFaults({ connectionInfo, matchConditions, ...webhook }: JsonObject, at: string): readonly Fault[] {
  if (!isJsonObject(connectionInfo)) return []
  const { type, kubeConfigFile } = connectionInfo
  const file = `${at}.connectionInfo.kubeConfigFile`
  const isFile = type === 'KubeConfigFile'
  const version = `${at}.matchConditionSubjectAccessReviewVersion`
  const isUnversioned =
    objects(matchConditions).length > 0 && webhook.matchConditionSubjectAccessReviewVersion === undefined
  return [
    ...(isFile && !String(kubeConfigFile ?? '').startsWith('/')
      ? [{ at: file, claim: 'must be an absolute path' }]
      : []),
    ...(!isFile && kubeConfigFile !== undefined
      ? [{ at: file, claim: 'must not be set for another type than "KubeConfigFile"' }]
      : []),
    ...(isUnversioned ? [{ at: version, claim: 'must be "v1" beside `matchConditions`' }] : []),
  ]
}

/** Values of a field that stand twice in a list. */
function repeated(values: readonly (Json | undefined)[], at: string, name: string): readonly Fault[] {
  const [seen, twice] = [new Set<Json>(), new Set<Json>()]
  for (const value of values) {
    if (typeof value !== 'string') continue
    if (seen.has(value)) twice.add(value)
    seen.add(value)
  }
  return [...twice].map(value => ({ at, claim: `must not have \`${name}\` ${quoted(value)} twice` }))
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : []
}

function texts(value: Json | undefined): readonly string[] {
  return isJsonList(value) ? value.filter(each => typeof each === 'string') : []
}
