// The JSON Schema for editors: that of the fields, and what JSON Schema can say of the rules between them. It says less than
// `capv-ha validate` and never more: whatever is valid there is valid here.

import { FIRST_RELEASES, type FirstRelease } from '../../facts/first-releases.ts'
import { firstPairing, formatVersion, OLDEST_CAPV, type Version } from '../../facts/releases.ts'
import { isJsonObject } from '../../is-json.ts'
import type { JsonObject } from '../../manifest.ts'
import { haclusterJsonSchema } from './json-schema.ts'
import { olderThan } from './older-than.ts'

/**
 * A rule refuses a field by asking for `null` there, and says why in `errorMessage`: no word of JSON Schema, but what
 * yaml-language-server and VS Code show, at the field itself. They have no words for `not`.
 */
export function editorSchema(): JsonObject {
  return { ...haclusterJsonSchema(), allOf: [...BETWEEN_FIELDS, ...firstReleases()].map(inSpec) }
}

/** A condition over `spec`, and what holds there under it. */
type Rule = readonly [condition: JsonObject, consequence: JsonObject]

function inSpec([condition, consequence]: Rule): JsonObject {
  return ruleOf([{ properties: { spec: condition }, required: ['spec'] }, { properties: { spec: consequence } }])
}

/** By pairs: an object that has a `then` is taken for a promise. */
function ruleOf([condition, consequence]: Rule): JsonObject {
  return Object.fromEntries([
    ['if', condition],
    ['then', consequence],
  ])
}

function refused(errorMessage: string): JsonObject {
  return { type: 'null', errorMessage }
}

const WITH_OWN_ETCD = {
  properties: { kubeadm: { properties: { etcd: { required: ['external'] } }, required: ['etcd'] } },
  required: ['kubeadm'],
}
const EVEN_CONTROL_PLANE = {
  properties: {
    type: { const: 'KubeadmControlPlane' },
    replicas: { type: 'integer', multipleOf: 2 },
  },
  required: ['type', 'replicas'],
}

const BETWEEN_FIELDS: readonly Rule[] = [
  [
    { properties: { capvVersion: olderThan(OLDEST_CAPV) }, required: ['capvVersion'] },
    { properties: { capvVersion: refused(`must be ${formatVersion(OLDEST_CAPV)} or later`) } },
  ],
  [
    { required: ['sshAuthorizedKeys', 'users'] },
    { properties: { users: refused('must not be set beside sshAuthorizedKeys') } },
  ],
  // From v0.8 on nobody installs one unasked: checks/vsphere/cloud-provider.ts.
  [
    { required: ['capvVersion'], not: { properties: { capvVersion: olderThan([0, 8, 0]) } } },
    { required: ['cloudProvider'] },
  ],
  [
    { properties: { controlPlane: EVEN_CONTROL_PLANE }, required: ['controlPlane'], not: WITH_OWN_ETCD },
    below(['controlPlane'], { replicas: refused('must be an odd number, with etcd on the nodes') }),
  ],
]

/** For each release that brought fields: what must not be set before it. */
function firstReleases(): readonly Rule[] {
  const entries = [...FIRST_RELEASES].filter(([, { also }]) => also === undefined)
  const byName = new Map(entries.map(([, first]) => [nameOf(first), first]))
  return [...byName].flatMap(([name, first]) => {
    const release = releaseOf(first)
    if (release === undefined) return []
    const older: JsonObject = { properties: { capvVersion: olderThan(release) }, required: ['capvVersion'] }
    const condition = first.project === 'CAPV' ? older : { ...older, not: { required: ['capiVersion'] } }
    const fields = entries.filter(([, other]) => nameOf(other) === name).map(([key]) => key)
    return [[condition, fields.flatMap(field => unset(field, `exists from ${name} on`)).reduce(merged, {})] as const]
  })
}

function nameOf({ project, version }: FirstRelease): string {
  return `${project} ${formatVersion(version)}`
}

/** The first release of the vSphere provider with it, as long as `capiVersion` says nothing else. */
function releaseOf({ project, version }: FirstRelease): Version | undefined {
  return project === 'CAPV' ? version : firstPairing(version)
}

/** `key` as in `FIRST_RELEASES`, at every place where the field may stand. */
function unset(key: string, message: string): readonly JsonObject[] {
  const [pattern = '', value] = key.split('=')
  const parts = pattern.split('.')
  const name = (parts.at(-1) ?? '').replace(/(\[\])+$/, '')
  const places = placesOf(parts.slice(0, -1))
  if (value === undefined) return places.map(place => below(place, { [name]: refused(`${name} ${message}`) }))
  const other = ruleOf([
    { properties: { [name]: { const: value } }, required: [name] },
    { properties: { [name]: refused(`${value} ${message}`) } },
  ])
  return places.map(place => within(place, other))
}

/** The overrides have what the cluster-wide fields have, extra devices what the first one has. */
function placesOf(parents: readonly string[]): readonly (readonly string[])[] {
  const [first = ''] = parents
  if (!['machine', 'network', 'node'].includes(first)) return [parents]
  const places = [[], ['controlPlane'], ['controlPlane', 'nodes[]'], ['workers[]']].map(role => [...role, ...parents])
  return first === 'network' ? places.flatMap(place => [place, [...place, 'extraDevices[]']]) : places
}

function below(place: readonly string[], properties: JsonObject): JsonObject {
  return within(place, { properties })
}

function within(place: readonly string[], schema: JsonObject): JsonObject {
  return place.reduceRight<JsonObject>((inner, part) => {
    const name = part.replace('[]', '')
    return { properties: { [name]: name === part ? inner : { items: inner } } }
  }, schema)
}

/** Both of two schemas that say nothing different about one thing. */
function merged(a: JsonObject, b: JsonObject): JsonObject {
  const both = Object.entries(b).map(([key, value]) => {
    const before = a[key]
    return [key, isJsonObject(before) && isJsonObject(value) ? merged(before, value) : value] as const
  })
  return { ...a, ...Object.fromEntries(both) }
}
