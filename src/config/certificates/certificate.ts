// What a certificate says of itself: whether it may sign others, and how long it is valid. Just enough of DER (X.690) and of
// X.509 (RFC 5280) for that; no signature is looked at.

export interface Certificate {
  /** Whether it may sign others: basicConstraints, or a certificate of before there were extensions. */
  readonly isAuthority: boolean
  /** Year, month, day, hour, minute, second in digits, UTC. */
  readonly notBefore: string
  readonly notAfter: string
}

/** Reads one certificate in DER; `undefined` where the bytes are none, or are cut short. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const [certificate, ...rest] = elementsOf(bytes) ?? []
  const [body] = certificate === undefined || rest.length > 0 ? [] : childrenOf(certificate)
  if (body === undefined) return undefined
  const fields = childrenOf(body)
  const version = fields[0]?.tag === TAG.version ? fields[0] : undefined
  // serial number, signature algorithm, issuer, validity, subject, public key
  const [, , , validity, , key, ...optional] = version === undefined ? fields : fields.slice(1)
  const [notBefore, notAfter] = validity === undefined ? [] : childrenOf(validity).map(timeOf)
  if (key === undefined || notBefore === undefined || notAfter === undefined) return undefined
  const extensions = optional.find(({ tag }) => tag === TAG.extensions)
  return { isAuthority: isAuthority(version, extensions), notBefore, notAfter }
}

interface Element {
  readonly tag: number
  readonly content: Uint8Array
}

const TAG = { boolean: 0x01, utcTime: 0x17, generalizedTime: 0x18, version: 0xa0, extensions: 0xa3 } as const
/** 2.5.29.19 */
const BASIC_CONSTRAINTS = '85,29,19'

function isAuthority(version: Element | undefined, extensions: Element | undefined): boolean {
  const number = version === undefined ? 0 : childrenOf(version)[0]?.content[0]
  if (number !== 2) return true
  const [list] = extensions === undefined ? [] : childrenOf(extensions)
  const all = list === undefined ? [] : childrenOf(list).map(childrenOf)
  const found = all.find(([id]) => id?.content.join() === BASIC_CONSTRAINTS)
  const [constraints] = elementsOf(found?.at(-1)?.content ?? new Uint8Array()) ?? []
  const [authority] = constraints === undefined ? [] : childrenOf(constraints)
  return authority?.tag === TAG.boolean && authority.content[0] !== 0
}

/** Both forms in one: the year of UTCTime has two digits, of which 50 and more are of the last century (RFC 5280 4.1.2.5). */
function timeOf({ tag, content }: Element): string | undefined {
  const text = content.length > 15 ? '' : String.fromCharCode(...content)
  const digits = /^(\d{12}|\d{14})Z$/.exec(text)?.[1]
  if (digits === undefined) return undefined
  if (tag === TAG.generalizedTime) return digits
  return tag === TAG.utcTime ? `${digits < '50' ? '20' : '19'}${digits}` : undefined
}

function childrenOf({ content }: Element): readonly Element[] {
  return elementsOf(content) ?? []
}

/** The elements that follow each other in some bytes; `undefined` where one says that it is longer than what is there. */
function elementsOf(bytes: Uint8Array): readonly Element[] | undefined {
  const elements: Element[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0
    const first = bytes[at + 1] ?? 0
    // From 128 on the first byte of the length says how many bytes of length follow.
    const more = first < 128 ? 0 : first - 128
    let length = more === 0 ? first : 0
    for (const byte of bytes.subarray(at + 2, at + 2 + more)) length = length * 256 + byte
    const start = at + 2 + more
    if (more > 4 || start + length > bytes.length) return undefined
    elements.push({ tag, content: bytes.subarray(start, start + length) })
    at = start + length
  }
  return elements
}
