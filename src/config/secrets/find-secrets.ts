// Finds secrets in a document, whatever its shape: no value of one may reach the output, a message or an excerpt.
// What is encrypted or compressed cannot be seen (gzip in `files`), nor a password that looks like any other word.

import { formatPath, type Path, type Problem } from '../../problems/problem.ts'
import { secretInText } from '../../problems/secret-in-text.ts'
import { pathOf, walk } from '../shape/walk.ts'

/** One `secret-in-input` per value that holds a secret; never quotes it. A secret in a key is reported at its parent. */
export function findSecrets(document: unknown): readonly Problem[] {
  const problems = new Map<string, Problem>()
  for (const visit of walk(document)) {
    const { part, value } = visit
    const key = typeof part === 'string' ? part : undefined
    const inKey = key === undefined ? undefined : secretInKey(key)
    const what = inKey ?? secretUnder(key, value)
    if (what === undefined) continue
    const path = pathOf(visit)
    const at = withoutSecretKeys(inKey === undefined ? path : path.slice(0, -1))
    const id = JSON.stringify(at)
    if (!problems.has(id)) problems.set(id, problem(at, what))
  }
  return [...problems.values()]
}

/** The path up to the first key that is a secret itself. */
export function withoutSecretKeys(path: Path): Path {
  const end = path.findIndex(part => typeof part === 'string' && secretInKey(part) !== undefined)
  return end < 0 ? path : path.slice(0, end)
}

/** A token as a key; a word of letters is a field. */
function secretInKey(key: string): string | undefined {
  return key.length < 16 || /^[A-Za-z]*$/.test(key) ? undefined : secretInText(key)
}

const SECRET_KEYS: Readonly<Record<string, string>> = {
  passwd: 'a password',
  password: 'a password',
  hashedpasswd: 'a password hash',
  plaintextpasswd: 'a password',
  passphrase: 'a passphrase',
  token: 'a token',
  bearertoken: 'a token',
  clientkeydata: 'a private key',
  privatekey: 'a private key',
  clientsecret: 'a client secret',
}

function secretUnder(key: string | undefined, value: unknown): string | undefined {
  const name = key?.toLowerCase().replaceAll(/[-_]/g, '') ?? ''
  const isGiven = (typeof value === 'string' && value !== '') || typeof value === 'number'
  if (isGiven && Object.hasOwn(SECRET_KEYS, name)) return SECRET_KEYS[name]
  if (typeof value === 'string') return secretInText(value)
  return isSecretObject(value) ? 'a Secret with data' : undefined
}

function isSecretObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'Secret') return false
  return 'data' in value || 'stringData' in value
}

function problem(path: Path, what: string): Problem {
  const place = path.length === 0 ? 'the document' : `\`${formatPath(path)}\``
  return {
    code: 'secret-in-input',
    severity: 'error',
    path,
    message: `${place} must not hold ${what}`,
    why: 'what stands here ends up in git, in the output and in the logs of whatever runs it',
    fix: fixFor(path, what),
    secret: true,
  }
}

function fixFor(path: Path, what: string): string {
  if (what.includes('URL')) return 'remove user and password from the URL'
  if (path.includes('sshAuthorizedKeys') && what === 'a private key')
    return 'write the public half of the key: the line in its .pub file'
  if (path.includes('files')) return 'put the content into a Secret and name it with `contentFrom.secret`'
  if (path.includes('users')) return 'put the password hash into a Secret and name it with `passwdFrom.secret`'
  if (path.includes('vsphere')) return 'put the credentials into a Secret and name it with `identityRef`'
  if (path.includes('cloudProvider')) return 'put the credentials into a Secret and name it with `credentialsSecret`'
  if (path.includes('encryption')) return 'put the configuration into a Secret and name it with `secretRef`'
  return 'put it into a Secret in the management cluster, bring it to the node with `files[].contentFrom.secret`, and refer to it'
}
