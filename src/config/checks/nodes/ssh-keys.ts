// SSH keys that let somebody in: the public half, whole, on one line.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'ssh-key': {
    severity: 'warning',
    meaning: 'What stands in the place of a public SSH key is none, so that nobody can log in by it.',
    cure: 'copy the whole line of the `.pub` file, such as `ssh-ed25519 AAAA… admin`',
    reads: ['spec.sshAuthorizedKeys', 'spec.users[].sshAuthorizedKeys'],
    source: 'sshd(8), AUTHORIZED_KEYS FILE FORMAT; RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4',
  },
} as const satisfies Rules

/** Returns the warning `ssh-key` at the key, which it does not quote: the node comes up all the same. */
export function checkSshKeys({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  return [
    ...keys(spec.sshAuthorizedKeys, ['spec', 'sshAuthorizedKeys']),
    ...(spec.users ?? []).flatMap((user, i) => keys(user.sshAuthorizedKeys, ['spec', 'users', i, 'sshAuthorizedKeys'])),
  ]
}

function keys(list: readonly string[] | undefined, path: Path): readonly Problem[] {
  return (list ?? []).flatMap((text, i) => {
    const why = fault(text.trim())
    return why === undefined ? [] : [problem([...path, i], why)]
  })
}

const TYPES =
  'ssh-ed25519|ssh-rsa|ssh-dss|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com'
const CERTIFICATES =
  'ssh-ed25519-cert-v01@openssh\\.com|ssh-rsa-cert-v01@openssh\\.com|ecdsa-sha2-nistp(?:256|384|521)-cert-v01@openssh\\.com'

/** Options may stand before the type: `from="10.0.0.0/8",no-pty ssh-ed25519 …`. */
const KEY = new RegExp(`(?:^|[\\s,])(${TYPES}|${CERTIFICATES})(?:\\s+(\\S+))?`)

/** Why sshd would pass over the line. */
function fault(text: string): string | undefined {
  const [, type, body] = KEY.exec(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')) ?? []
  if (type !== undefined) {
    if (body === undefined) return 'nothing stands behind the type of the key'
    const inside = typeInside(body)
    if (inside === type) return undefined
    return inside === undefined
      ? 'it is cut off, or something else was copied into it'
      : `it holds a key of type ${inside}`
  }
  if (/^(~|\.{0,2})\/\S+$|\.pub$/.test(text)) return 'it is the path of a file: sshd takes the key itself'
  if (/^AAAA[A-Za-z0-9+/]{20,}/.test(text)) return 'the type of the key, such as "ssh-ed25519", is missing before it'
  return 'sshd passes over lines that hold no key'
}

/** The type that the key itself names, where it is whole: texts with their lengths before them fill it to its end. */
function typeInside(base64: string): string | undefined {
  const bytes = decoded(base64)
  if (bytes === undefined) return undefined
  const view = new DataView(bytes.buffer)
  let first: string | undefined
  let at = 0
  for (let parts = 0; at < bytes.length; parts++) {
    if (at + 4 > bytes.length) return undefined
    const end = at + 4 + view.getUint32(at)
    if (end > bytes.length) return undefined
    if (parts === 0) first = String.fromCharCode(...bytes.subarray(at + 4, Math.min(end, at + 104)))
    // A certificate goes on with numbers: its type is enough.
    if (first?.includes('-cert-')) return first
    at = end
  }
  return first
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
}

function problem(path: Path, why: string): Problem {
  return {
    code: 'ssh-key',
    severity: 'warning',
    path,
    message: `${field(path)} must be a public SSH key, whole and on one line`,
    why,
    fix: 'copy the line of the .pub file, such as "ssh-ed25519 AAAA… admin", or add "ssh-key" to `spec.acknowledge`',
  }
}
