// The small words of the schema: names, versions, addresses as text. Each carries the sentence that says what is allowed;
// what a value means (is this address inside that network?) is for config/checks.

import * as z from 'zod/mini'

/** Attaches the one-sentence description that the JSON Schema and docs/hacluster.md print. */
export function about<S extends z.ZodMiniType>(sentence: string, schema: S): S {
  return described(sentence, schema)
}

/** A field that an override may set to `null` to take the inherited value away. */
export function unsettable<S extends z.ZodMiniType>(
  sentence: string,
  schema: S,
): z.ZodMiniOptional<z.ZodMiniNullable<S>> {
  return described(sentence, shared(optionals, shared(nullables, schema, z.nullable), z.optional))
}

export function optional<S extends z.ZodMiniType>(sentence: string, schema: S): z.ZodMiniOptional<S> {
  return described(sentence, shared(optionals, schema, z.optional))
}

/**
 * An object that knows all its fields. They are built when one is first read: most clusters use few of them.
 * Where it stands in several places, `id` names it in the JSON Schema.
 */
export function object<S extends Readonly<Record<string, z.ZodMiniType>>>(shape: () => S, id?: string) {
  const later = z.lazy(() => {
    const fields = z.strictObject(shape())
    if (id !== undefined) z.globalRegistry.add(fields, { id })
    return fields
  })
  // zod asks an absent field whether it fills in a default, which would build it; none of ours does.
  later._zod.optin = undefined
  return later
}

/**
 * A view of a schema that has a description of its own. A copy, as `.check(z.describe())` makes it, costs as much as a
 * new schema, and building schemas is most of what this program does before it reads its input.
 */
function described<S extends z.ZodMiniType>(sentence: string, schema: z.ZodMiniType): S {
  const view: S = Object.create(schema)
  z.globalRegistry.add(view, { description: sentence })
  return view
}

const nullables = new WeakMap<z.ZodMiniType, z.ZodMiniType>()
const optionals = new WeakMap<z.ZodMiniType, z.ZodMiniType>()

function shared(
  known: WeakMap<z.ZodMiniType, z.ZodMiniType>,
  schema: z.ZodMiniType,
  wrap: (schema: z.ZodMiniType) => z.ZodMiniType,
): z.ZodMiniType {
  const wrapped = known.get(schema) ?? wrap(schema)
  known.set(schema, wrapped)
  return wrapped
}

/** What a pattern asks for, in words. */
export const SENTENCES = new Map<string, string>()

/** `allowed` follows "must be"; what stands after a colon is the rule in full and goes below the message. */
function matching(pattern: RegExp, allowed: string) {
  const error = `must be ${allowed}`
  SENTENCES.set(pattern.source, error)
  return z.string().check(z.regex(pattern, { error }))
}

const notEmpty = z.minLength(1, { error: 'must not be empty' })
const oneLine = z.regex(/^[^\t\n\r\u0085\u2028\u2029]*$/, { error: 'must be one line, without tabs and line breaks' })

/** One line: a name, a path, a key. Whatever takes it writes it into a line of its own. */
export const text = z.string().check(notEmpty, oneLine)
/** One line, or nothing. */
export const line = z.string().check(oneLine)
/** A script, a manifest, a certificate. */
export const lines = z.string().check(notEmpty)
export const dnsLabel = matching(
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  'a DNS label: lower-case letters, digits and "-", beginning and ending with a letter or digit, at most 63 characters',
)
export const objectName = matching(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  'a Kubernetes object name: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit',
).check(z.maxLength(253, { error: 'must not be longer than 253 characters' }))
export const kindName = matching(
  /^[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/,
  'a kind such as "InClusterIPPool": letters, digits and "-", at most 63 characters',
)
export const releaseVersion = matching(
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?(-[0-9A-Za-z.-]+)?$/,
  'a release such as "v0.5.4", "v1.13" or "1.16.1"',
)
export const kubernetesVersion = matching(
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)([-+][0-9A-Za-z.+-]+)?$/,
  'a full Kubernetes version such as "v1.34.1"',
)
export const port = z
  .int({ error: 'must be a whole number from 1 to 65535' })
  .check(
    z.gte(1, { error: 'must be a whole number from 1 to 65535' }),
    z.lte(65535, { error: 'must be a whole number from 1 to 65535' }),
  )
/** Which letters an address may hold; `plan/addresses.ts` decides whether it is one. */
export const ipAddress = matching(/^[0-9A-Fa-f.:]{2,45}$/, 'an IP address such as "192.168.10.1" or "2001:db8::1"')
export const cidr = matching(/^[0-9A-Fa-f.:]{2,45}\/\d{1,3}$/, 'a network such as "10.244.0.0/16" or "fd00:10::/64"')
export const addressRange = matching(
  /^[0-9A-Fa-f.:]+(-[0-9A-Fa-f.:]+)?\/\d{1,3}$/,
  'an address or range with a prefix length, such as "192.168.10.31/24" or "192.168.10.31-33/24"',
)
export const hostName = matching(
  /^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$|^[0-9A-Fa-f:]{2,45}$/,
  'an IP address or a DNS name',
)
// RFC 1123 labels; a last one of digits alone would be read as an address (RFC 3696). Resolvers take underscores and the root.
export const searchDomain = matching(
  /^([A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\.)*[0-9]*[A-Za-z_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\.?$/,
  'a DNS name such as "example.com"',
).check(z.maxLength(253, { error: 'must not be longer than 253 characters' }))
/** As kubeadm takes it (cmd/kubeadm/app/apis/kubeadm/validation, ValidateDNS1123Subdomain). */
export const dnsSubdomain = matching(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  'a DNS name in lower case, such as "cluster.local"',
).check(z.maxLength(253, { error: 'must not be longer than 253 characters' }))
/** As kubeadm takes it (the same file, ValidateCertSANs): lower case, and a wildcard as the whole first label. */
export const certSAN = matching(
  /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$|^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/,
  'an IP address or a DNS name in lower case, such as "api.example.com" or "*.example.com"',
).check(z.maxLength(253, { error: 'must not be longer than 253 characters' }))
/** As the kernel takes it (Linux, net/core/dev.c, dev_valid_name). */
export const interfaceName = matching(
  /^[!--0-9;-~][!-.0-9;-~]{0,14}$/,
  'the name of a network interface: 1 to 15 characters, without "/", ":" and blanks',
)
export const httpUrl = matching(/^https?:\/\/[^\s]+$/, 'a URL that begins with "http://" or "https://"')
export const absolutePath = matching(/^\/[^\t\n\r\u0085\u2028\u2029]*$/, 'an absolute path')
export const filePath = matching(
  /^\/([^\t\n\r\u0085\u2028\u2029]*\/)?[^/\t\n\r\u0085\u2028\u2029]+$/,
  'the absolute path of a file',
)
/** A flag as kubeadm takes it: the dashes are its own. */
export const flagName = matching(
  /^[A-Za-z0-9][-A-Za-z0-9_.]*$/,
  'the name of a flag, without the dashes before it and without a value, such as "max-pods"',
)
export const labelKey = matching(
  /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  'a Kubernetes label key such as "topology.kubernetes.io/zone"',
).check(z.maxLength(317, { error: 'must not be longer than 253 characters before the "/" and 63 behind it' }))
export const labelValue = matching(
  /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
  'a Kubernetes label value: letters, digits, "-", "_" and ".", at most 63 characters',
)
/** Whole numbers; the servers keep nearly all of them in 32 bits. */
export const count = (least: number, most = 2_147_483_647) => {
  const key = `${least} ${most}`
  const known = counts.get(key) ?? wholeNumber(least, most)
  counts.set(key, known)
  return known
}
const counts = new Map<string, ReturnType<typeof wholeNumber>>()
function wholeNumber(least: number, most: number) {
  const error = `must be a whole number of at least ${least}`
  return z
    .int({ error })
    .check(z.gte(least, { error }), z.lte(most, { error: `must be a whole number of at most ${most}` }))
}
export const quantity = matching(
  /^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti|P|Pi)?$/,
  'a Kubernetes quantity such as "500m", "4" or "16Gi"',
)
export const intOrPercent = z.union([
  count(0),
  matching(/^(100|[1-9]?[0-9])%$/, 'a whole number or a percentage such as "40%"'),
])
/** A moment of RFC 3339; upper-case letters alone, as Go reads it. The pattern knows the lengths of months. */
export const moment = matching(
  new RegExp(
    `^(?:2\\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))` +
      `|2(?:\\d(?:0[48]|[2468][048]|[13579][26])|[048]00)-02-29)` +
      `T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`,
  ),
  'a moment such as "2027-01-31T04:00:00Z"',
)
export const labels = z.record(labelKey, labelValue)
export const annotations = z.record(labelKey, z.string())
/** Anything that JSON can say; made when a field of it is first read. */
export function anyValue() {
  const value = z.json()
  z.globalRegistry.add(value, { id: 'anyValue' })
  return value
}
export const secretKeyRef = object(
  () => ({
    name: about('Name of the Secret, in the namespace of the cluster.', objectName),
    key: about('Key in the Secret.', text),
  }),
  'secretKeyRef',
)
export const taint = object(
  () => ({
    key: about('Taint key.', labelKey),
    value: optional('Taint value.', labelValue),
    effect: about(
      'What the taint does to pods that do not tolerate it.',
      z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
    ),
  }),
  'taint',
)
