// Where a network is, however its place is spelled: the vCenter in capitals or with a port, a datacenter and a network by bare
// name or by inventory path.

import { formatIp, parseIp } from '../../addresses.ts'

export interface Place {
  readonly server: string
  readonly datacenter: string
  readonly network: string
}

/** A key that is the same for places that are the same. */
export type KeyOf = (place: Place) => string

/**
 * A bare name and a path that ends in it are one place, unless several paths of the input end in it: then nobody can say
 * which of them the bare name means, and it is taken for none.
 */
export function keysOf(places: Iterable<Place>): KeyOf {
  const paths = new Map<string, Set<string>>()
  for (const place of places) {
    const server = normalServer(place.server)
    for (const [kind, name] of [
      ['datacenter', place.datacenter],
      ['network', place.network],
    ] as const) {
      const { last, path } = spelled(name)
      if (path !== undefined) setAt(paths, `${server}\n${kind}\n${last}`).add(path)
    }
  }
  return ({ server, datacenter, network }) => {
    const own = normalServer(server)
    return JSON.stringify([own, named(own, 'datacenter', datacenter), named(own, 'network', network)])
  }

  function named(server: string, kind: string, name: string): string {
    const { last, path } = spelled(name)
    const isAmbiguous = (paths.get(`${server}\n${kind}\n${last}`)?.size ?? 0) > 1
    return isAmbiguous ? (path ?? last) : last
  }
}

function setAt(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set)
  return set
}

/** Without scheme, user, path and the port of https; an address as it is written shortest. */
export function normalServer(text: string): string {
  const host = text
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^[^@]*@/, '')
    .replace(/:443$/, '')
    .replace(/\.$/, '')
  const ip = parseIp(host.replace(/^\[(.*)\]$/, '$1'))
  return ip === undefined ? host : formatIp(ip)
}

function spelled(name: string): { readonly last: string; readonly path?: string } {
  const segments = name.split('/').filter(segment => segment !== '' && segment !== '.')
  const last = segments.at(-1) ?? name
  return segments.length > 1 ? { last, path: segments.join('/') } : { last }
}
