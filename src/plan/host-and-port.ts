// The server part of an address, however it was written.

export interface HostAndPort {
  /** Without brackets. */
  readonly host: string
  readonly port?: number
}

/** Takes `host`, `host:port`, `[address]:port`, an IPv6 address or a URL of one of them apart. */
export function hostAndPort(text: string): HostAndPort {
  const authority = text.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/, '')
  const [, inBrackets, name, digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(authority) ?? []
  const host = inBrackets ?? name ?? authority
  return digits === undefined ? { host } : { host, port: Number(digits) }
}
