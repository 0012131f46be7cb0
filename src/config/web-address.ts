// URLs of proxies and mirrors, taken apart: the schema has made sure of "http://" or "https://" and of no blank.

import { parseIp } from '../addresses.ts'

export interface WebAddress {
  readonly scheme: 'http' | 'https'
  /** A DNS name, or an address without brackets. */
  readonly host: string
  readonly port?: number
  /** From the first "/" on; '' where there is none. */
  readonly path: string
}

/** Says what is wrong with a URL ("must not hold a query"), or takes it apart. */
export function readWebAddress(url: string): WebAddress | string {
  const [, scheme, authority = '', path = '', rest = ''] = /^(https?):\/\/([^/?#]*)([^?#]*)(.*)$/s.exec(url) ?? []
  if (authority.includes('@')) return 'must not hold a user'
  if (rest !== '') return 'must not hold "?" or "#"'
  const [, inBrackets, name, digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(authority) ?? []
  const host = inBrackets ?? name
  const isHost = inBrackets === undefined ? isHostName(host ?? '') : parseIp(inBrackets)?.family === 6
  if (host === undefined || !isHost)
    return 'must name a host: a DNS name, an IPv4 address, or an IPv6 address in brackets'
  const port = digits === undefined ? undefined : Number(digits)
  if (port !== undefined && (port < 1 || port > 65535)) return 'must have a port from 1 to 65535'
  return { scheme: scheme === 'http' ? 'http' : 'https', host, path, ...(port === undefined ? {} : { port }) }
}

/** A DNS name or an IPv4 address: what ends in a number is an address, or nothing. */
export function isHostName(text: string): boolean {
  if (text.length > 253 || !NAME.test(text)) return false
  return !/(^|\.)\d+$/.test(text) || parseIp(text) !== undefined
}

const NAME = /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?$/
