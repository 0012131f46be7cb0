// Names that objects of a cluster will bear: short enough for host names and labels, and each borne once.

import type { Path, Problem } from '../../../problems/problem.ts'
import { derivedNames } from '../../resolve/derived-names.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'name-too-long': {
    severity: 'error',
    meaning:
      "A name that is derived from this one would not fit a host name or label (63) or the names of a pool's machines (50).",
    cure: 'use a shorter name',
    reads: ['spec.controlPlane.addresses', 'metadata.name', 'spec.controlPlane.nodes[].name', 'spec.workers[].name'],
    source:
      'RFC 1123 2.1; Cluster API internal/controllers/machinedeployment/machinedeployment_sync.go, v1.10: two suffixes of six characters',
  },
  'reserved-name': {
    severity: 'error',
    meaning: 'A worker pool must not be called `controlplane`.',
    cure: 'call it `md-0`',
    reads: ['spec.workers[].name'],
    source: 'capv-ha: control-plane nodes are called <cluster>-controlplane-<i>',
  },
} as const satisfies Rules

/** VMs are host names. */
const LONGEST_NODE_NAME = 63
const LONGEST_LABEL = 63
/** A MachineDeployment's machines are named <cluster>-<pool>-xxxxx-yyyyy, and must fit as well. */
const LONGEST_POOL_NAME = 50

/** Returns `name-too-long`, `reserved-name`, and `name-collision` between what one cluster derives. */
export function checkNames(cluster: ResolvedCluster): readonly Problem[] {
  return [...nodeLengths(cluster), ...zoneLabel(cluster), ...poolNames(cluster), ...collisions(cluster)]
}

function nodeLengths({ controlPlane, name }: ResolvedCluster): readonly Problem[] {
  // A controller adds five characters of its own.
  const names =
    controlPlane.type === 'Machines' ? controlPlane.nodes.map(node => node.name) : [`${controlPlane.name}-xxxxx`]
  const long = names.find(derived => derived.length > LONGEST_NODE_NAME)
  return long === undefined ? [] : [tooLong(name, long, LONGEST_NODE_NAME)]
}

/** Failure domains are found by a label, and stand outside of namespaces. */
function zoneLabel({ zones, name, id }: ResolvedCluster): readonly Problem[] {
  const isUsed = zones.some(({ existing }) => !existing)
  return isUsed && id.length > LONGEST_LABEL ? [tooLong(name, id, LONGEST_LABEL)] : []
}

function tooLong(cluster: string, derived: string, longest: number): Problem {
  const path = ['metadata', 'name']
  const room = longest - (derived.length - cluster.length)
  return {
    code: 'name-too-long',
    severity: 'error',
    path,
    message: `${field(path)} must have at most ${room} characters; ${quoted(cluster)} has ${cluster.length}`,
    why: `the name ${quoted(derived)} is derived from it and may have ${longest}`,
    fix: 'use a shorter name',
  }
}

function poolNames({ workers, name }: ResolvedCluster): readonly Problem[] {
  const firsts = new Map(workers.map(({ config }, i) => [config.name, i] as const).reverse())
  return workers.flatMap((pool, i): readonly Problem[] => {
    const path = ['spec', 'workers', i, 'name']
    const earlier = firsts.get(pool.config.name) ?? i
    if (pool.config.name === 'controlplane') {
      const message = `${field(path)} must not be "controlplane": control-plane nodes bear that name`
      return [{ code: 'reserved-name', severity: 'error', path, message, fix: 'use another name, such as "md-0"' }]
    }
    if (earlier < i) {
      const why = `${field(['spec', 'workers', earlier, 'name'])} is the same`
      const message = `${field(path)} must not be ${quoted(pool.config.name)} a second time`
      return [
        { code: 'name-collision', severity: 'error', path, message, why, fix: 'give each pool a name of its own' },
      ]
    }
    if (pool.name.length <= LONGEST_POOL_NAME) return []
    const message = `${field(path)} must have at most ${Math.max(0, LONGEST_POOL_NAME - name.length - 1)} characters`
    const why = `${quoted(pool.name)} has ${pool.name.length}, may have ${LONGEST_POOL_NAME}, and is the beginning of the names of its machines`
    return [
      {
        code: 'name-too-long',
        severity: 'error',
        path,
        message,
        why,
        fix: 'use a shorter name for the pool or the cluster',
      },
    ]
  })
}

function collisions(cluster: ResolvedCluster): readonly Problem[] {
  const taken = new Map<string, Path>()
  const found: Problem[] = []
  for (const { kind, name, path } of derivedNames(cluster)) {
    const key = `${kind} ${name}`
    const earlier = taken.get(key)
    if (earlier === undefined) taken.set(key, path)
    else if (isGivenTwice(cluster, earlier, path)) continue
    // A name that the user gave is easier to change than one that follows from the cluster's.
    else if (path[0] === 'metadata') found.push(collision(kind, name, earlier, path))
    else found.push(collision(kind, name, path, earlier))
  }
  return found
}

/** Two worker pools or two failure domains of one name are reported as that. */
function isGivenTwice({ workers, zones }: ResolvedCluster, [, list, one]: Path, [, other, two]: Path): boolean {
  if (list !== other) return false
  const members = list === 'workers' ? workers : list === 'failureDomains' ? zones : []
  const nameAt = (i: Path[number] | undefined) => members[Number(i)]?.config.name
  return nameAt(one) !== undefined && nameAt(one) === nameAt(two)
}

function collision(kind: string, name: string, path: Path, earlier: Path): Problem {
  return {
    code: 'name-collision',
    severity: 'error',
    path,
    message: `${field(path)} must not lead to a second ${kind} named ${quoted(name)}`,
    why: `${field(earlier)} leads to the same name`,
    fix: 'use another name',
  }
}
