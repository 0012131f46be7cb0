// Texts of the API server's own kinds: it would not start with them, or leave out in silence what it does not understand.

import type { ApiServerFileField } from '../../../facts/api-server-files.ts'
import { API_SERVER_KINDS, type ApiVersion, POD_SECURITY, type TextKind } from '../../../facts/api-server-kinds.ts'
import { isJsonList, isJsonObject } from '../../../is-json.ts'
import type { Json, JsonObject } from '../../../manifest.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Fault, fieldFaults, type Reader } from '../../kinds/form-faults.ts'
import { KIND_RULES } from '../../kinds/kind-rules.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { controlPlaneVersions, type VersionPlace } from '../../resolve/versions.ts'
import type { ReadText } from '../read-text.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'api-server-config': {
    severity: 'error',
    meaning:
      'The text of a policy or configuration of the API server is not what its Kubernetes version reads: it would not start, or would ignore a part in silence.',
    cure: 'correct the field that the message names, or use the `apiVersion` of that Kubernetes',
    reads: [
      'spec.kubeadm.auditPolicy.policy',
      'spec.kubeadm.authentication.config',
      'spec.kubeadm.authorization.config',
      'spec.kubeadm.admission.config',
      'spec.kubernetesVersion',
    ],
    source: 'kubernetes staging/src/k8s.io/apiserver pkg/apis/audit and pkg/apis/apiserver, v1.16 - v1.37',
  },
} as const satisfies Rules

/** A text that is wrong in many places is of another kind. */
const MOST_FAULTS = 5

/** Returns `api-server-config`, at most `MOST_FAULTS` for each text. */
export function checkApiServerConfig(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  const { kubeadm } = cluster.config.spec
  if (kubeadm === undefined) return []
  const versions = controlPlaneVersions(cluster)
  const texts: readonly (readonly [KindField, string, string | undefined])[] = [
    ['auditPolicy', 'policy', kubeadm.auditPolicy?.policy],
    ['authentication', 'config', kubeadm.authentication?.config],
    ['authorization', 'config', kubeadm.authorization?.config],
    ['admission', 'config', kubeadm.admission?.config],
  ]
  return texts.flatMap(([name, key, text]) => {
    if (text === undefined) return []
    const path = ['spec', 'kubeadm', name, key]
    const faults = textFaults(text, name, versions, kubeadm.apiServerExtraArgs?.['feature-gates'] ?? '', readText)
    return faults.slice(0, MOST_FAULTS).map(fault => problem(path, name, fault))
  })
}

type KindField = Exclude<ApiServerFileField, 'encryption'>

function problem(path: Path, name: KindField, { at, claim, why, fix }: Fault): Problem {
  const what = at === '' ? field(path) : `\`${at}\` in ${field(path)}`
  return {
    code: 'api-server-config',
    severity: 'error',
    path,
    message: `${what} ${claim}`,
    why: why ?? (claim.includes('API server knows') ? IGNORED[name] : REFUSED),
    ...(fix === undefined ? {} : { fix }),
  }
}

const REFUSED = 'the API server would not start'
/** Only the policy is read by a decoder that lets unknown fields pass. */
const IGNORED: Readonly<Record<KindField, string>> = {
  auditPolicy: 'the API server would ignore it in silence',
  authentication: REFUSED,
  authorization: REFUSED,
  admission: REFUSED,
}

function textFaults(
  text: string,
  name: KindField,
  versions: readonly VersionPlace[],
  gates: string,
  readText: ReadText,
): readonly Fault[] {
  const read = readText(text)
  if ('fault' in read) {
    const { message, fix, line } = read.fault
    const why = line === undefined ? message : `line ${line} of it: ${message}`
    return [{ at: '', claim: 'must be YAML or JSON', why, ...(fix === undefined ? {} : { fix }) }]
  }
  const { value } = read
  const kind = API_SERVER_KINDS[name]
  const [oldest, ...others] = versions.toSorted((a, b) => a.minor - b.minor)
  if (oldest === undefined) return []
  const identity = [oldest, ...others].map(version => identityFault(value, kind, version, gates, '')).find(Boolean)
  if (identity !== undefined) return [identity]
  if (!isJsonObject(value)) return []
  const { apiVersion: _, kind: __, ...fields } = value
  const faults = fieldFaults(fields, kind.fields, apiServer(oldest), [])
  if (faults.length > 0) return faults
  return [...KIND_RULES[name](fields), ...(name === 'admission' ? pluginFaults(fields, oldest) : [])]
}

function apiServer({ minor }: VersionPlace): Reader {
  return { name: 'the API server', minor }
}

/** Whether a value says that it is of the kind, in a version that this Kubernetes reads; one that reads none has another fault. */
function identityFault(
  value: Json,
  kind: TextKind,
  { minor, text }: VersionPlace,
  gates: string,
  at: string,
): Fault | undefined {
  const usable = kind.versions.filter(({ since, until }) => minor >= since && minor < until)
  const newest = usable.reduce<ApiVersion | undefined>(
    (a, b) => (a === undefined || b.since > a.since ? b : a),
    undefined,
  )
  if (newest === undefined) return undefined
  const begin = `begin it with \`apiVersion: ${newest.apiVersion}\` and \`kind: ${kind.kind}\``
  if (!isJsonObject(value)) return { at, claim: 'must be an object', fix: begin }
  const inside = (name: string) => (at === '' ? name : `${at}.${name}`)
  if (value.kind !== kind.kind)
    return { at: inside('kind'), claim: `must be ${quoted(kind.kind)}, not ${quoted(value.kind ?? '')}`, fix: begin }
  const used = usable.find(({ apiVersion }) => apiVersion === value.apiVersion)
  if (used !== undefined) return gateFault(used, minor, gates)
  const names = usable.map(({ apiVersion }) => quoted(apiVersion)).join(' or ')
  const claim = `must be ${names}, which Kubernetes ${text} reads, not ${quoted(value.apiVersion ?? '')}`
  return { at: inside('apiVersion'), claim, fix: `write ${quoted(newest.apiVersion)}` }
}

/** In its first minor the feature is off. */
function gateFault({ gate, since }: ApiVersion, minor: number, gates: string): Fault | undefined {
  if (gate === undefined || minor !== since || gates.split(',').includes(`${gate}=true`)) return undefined
  return {
    at: '',
    claim: `must not be set in Kubernetes v1.${minor} without the feature gate ${quoted(gate)}`,
    why: 'the API server refuses the flag, unless the gate is on',
    fix: `add \`apiServerExtraArgs: {feature-gates: "${gate}=true"}\``,
  }
}

/** Plugins have kinds of their own; of these only Pod Security's are known here. */
function pluginFaults({ plugins }: JsonObject, version: VersionPlace): readonly Fault[] {
  const list = isJsonList(plugins) ? plugins : []
  return list.flatMap((plugin, i) => {
    if (!isJsonObject(plugin) || plugin.name !== 'PodSecurity' || !isJsonObject(plugin.configuration)) return []
    const { apiVersion: _, kind: __, ...fields } = plugin.configuration
    const identity = identityFault(plugin.configuration, POD_SECURITY, version, '', `plugins[${i}].configuration`)
    if (identity !== undefined) return [identity]
    return fieldFaults(fields, POD_SECURITY.fields, apiServer(version), ['plugins', i, 'configuration'])
  })
}
