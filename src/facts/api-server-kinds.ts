// The kinds that the API server reads from files: their versions by Kubernetes minor, and the form of their fields.
// Source: kubernetes staging/src/k8s.io/apiserver pkg/apis/{audit,apiserver}, v1.16 – v1.37; k8s.io/pod-security-admission
// admission/api.

import type { ApiServerFileField } from './api-server-files.ts'

/** What a value must be. */
export type Form =
  | { readonly is: 'text' | 'boolean' | 'anything' }
  /** What Go's reader of YAML makes text of, and what it takes for a boolean: the words of YAML 1.1 as well. */
  | { readonly is: 'scalar' | 'switch' }
  /** As Go writes it, such as 30s. */
  | { readonly is: 'duration' }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'list'; readonly of: Form; readonly least: number }
  | { readonly is: 'object'; readonly fields: Fields }

export interface Field {
  readonly form: Form
  readonly isRequired: boolean
  /** The first Kubernetes minor that knows it. */
  readonly since: number
}

export type Fields = Readonly<Record<string, Field>>

export interface ApiVersion {
  readonly apiVersion: string
  /** First minor that reads it. */
  readonly since: number
  /** First minor that does so no more. */
  readonly until: number
  /** A gate of the API server, off by default, without which the first minor does not look at the file. */
  readonly gate?: string
}

export interface TextKind {
  readonly kind: string
  readonly versions: readonly ApiVersion[]
  readonly fields: Fields
}

const TEXT: Form = { is: 'text' }
const BOOLEAN: Form = { is: 'boolean' }
const DURATION: Form = { is: 'duration' }
const ANYTHING: Form = { is: 'anything' }
const TEXTS = list(TEXT)

const STAGES = list(choice('RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'))

const POLICY: TextKind = {
  kind: 'Policy',
  versions: [
    version('audit.k8s.io/v1'),
    version('audit.k8s.io/v1beta1', 0, 24),
    version('audit.k8s.io/v1alpha1', 0, 24),
  ],
  fields: {
    metadata: optional(ANYTHING),
    omitStages: optional(STAGES),
    omitManagedFields: optional(BOOLEAN, 23),
    rules: required(
      list(
        object({
          level: required(choice('None', 'Metadata', 'Request', 'RequestResponse')),
          users: optional(TEXTS),
          userGroups: optional(TEXTS),
          verbs: optional(TEXTS),
          resources: optional(
            list(object({ group: optional(TEXT), resources: optional(TEXTS), resourceNames: optional(TEXTS) })),
          ),
          namespaces: optional(TEXTS),
          nonResourceURLs: optional(TEXTS),
          omitStages: optional(STAGES),
          omitManagedFields: optional(BOOLEAN, 23),
        }),
        1,
      ),
    ),
  },
}

const CLAIM_OR_EXPRESSION = { claim: optional(TEXT), expression: optional(TEXT) }
const PREFIXED = object({ ...CLAIM_OR_EXPRESSION, prefix: optional(TEXT) })

const AUTHENTICATION: TextKind = {
  kind: 'AuthenticationConfiguration',
  versions: [
    { ...version('apiserver.config.k8s.io/v1alpha1', 29), gate: 'StructuredAuthenticationConfiguration' },
    version('apiserver.config.k8s.io/v1beta1', 30),
    version('apiserver.config.k8s.io/v1', 34),
  ],
  fields: {
    jwt: optional(
      list(
        object({
          issuer: required(
            object({
              url: required(TEXT),
              discoveryURL: optional(TEXT, 30),
              certificateAuthority: optional(TEXT),
              audiences: required(list(TEXT, 1)),
              audienceMatchPolicy: optional(choice('MatchAny'), 30),
              egressSelectorType: optional(choice('controlplane', 'cluster'), 34),
            }),
          ),
          claimValidationRules: optional(
            list(object({ ...CLAIM_OR_EXPRESSION, requiredValue: optional(TEXT), message: optional(TEXT) })),
          ),
          claimMappings: required(
            object({
              username: required(PREFIXED),
              groups: optional(PREFIXED),
              uid: optional(object(CLAIM_OR_EXPRESSION)),
              extra: optional(list(object({ key: required(TEXT), valueExpression: required(TEXT) }))),
            }),
          ),
          userValidationRules: optional(list(object({ expression: required(TEXT), message: optional(TEXT) }))),
        }),
      ),
    ),
    anonymous: optional(
      object({ enabled: required(BOOLEAN), conditions: optional(list(object({ path: required(TEXT) }))) }),
      31,
    ),
  },
}

const WEBHOOK = object({
  authorizedTTL: required(DURATION),
  cacheAuthorizedRequests: optional(BOOLEAN, 34),
  unauthorizedTTL: required(DURATION),
  cacheUnauthorizedRequests: optional(BOOLEAN, 34),
  timeout: required(DURATION),
  subjectAccessReviewVersion: required(choice('v1', 'v1beta1')),
  matchConditionSubjectAccessReviewVersion: optional(choice('v1')),
  failurePolicy: required(choice('NoOpinion', 'Deny')),
  connectionInfo: required(
    object({ type: required(choice('KubeConfigFile', 'InClusterConfig')), kubeConfigFile: optional(TEXT) }),
  ),
  matchConditions: optional(list(object({ expression: required(TEXT) }))),
})

const AUTHORIZATION: TextKind = {
  kind: 'AuthorizationConfiguration',
  versions: [
    { ...version('apiserver.config.k8s.io/v1alpha1', 29), gate: 'StructuredAuthorizationConfiguration' },
    version('apiserver.config.k8s.io/v1beta1', 30),
    version('apiserver.config.k8s.io/v1', 32),
  ],
  fields: {
    authorizers: required(
      list(
        object({
          type: required(choice('Node', 'RBAC', 'Webhook', 'ABAC', 'AlwaysAllow', 'AlwaysDeny')),
          name: required(TEXT),
          webhook: optional(WEBHOOK),
        }),
        1,
      ),
    ),
  },
}

const ADMISSION: TextKind = {
  kind: 'AdmissionConfiguration',
  versions: [version('apiserver.config.k8s.io/v1', 17), version('apiserver.k8s.io/v1alpha1')],
  fields: {
    plugins: optional(list(object({ name: required(TEXT), path: optional(TEXT), configuration: optional(ANYTHING) }))),
  },
}

export const API_SERVER_KINDS: Readonly<Record<Exclude<ApiServerFileField, 'encryption'>, TextKind>> = {
  auditPolicy: POLICY,
  authentication: AUTHENTICATION,
  authorization: AUTHORIZATION,
  admission: ADMISSION,
}

const LEVEL = choice('privileged', 'baseline', 'restricted')

/** What the plugin PodSecurity reads from the admission configuration. */
export const POD_SECURITY: TextKind = {
  kind: 'PodSecurityConfiguration',
  versions: [
    version('pod-security.admission.config.k8s.io/v1', 25),
    version('pod-security.admission.config.k8s.io/v1beta1', 23),
    version('pod-security.admission.config.k8s.io/v1alpha1', 22),
  ],
  fields: {
    defaults: optional(
      object(
        Object.fromEntries(
          ['enforce', 'audit', 'warn'].flatMap(mode => [
            [mode, optional(LEVEL)],
            [`${mode}-version`, optional(TEXT)],
          ]),
        ),
      ),
    ),
    exemptions: optional(
      object({ usernames: optional(TEXTS), namespaces: optional(TEXTS), runtimeClasses: optional(TEXTS) }),
    ),
  },
}

function version(apiVersion: string, since = 0, until = Number.POSITIVE_INFINITY): ApiVersion {
  return { apiVersion, since, until }
}

function required(form: Form, since = 0): Field {
  return { form, isRequired: true, since }
}

function optional(form: Form, since = 0): Field {
  return { form, isRequired: false, since }
}

function list(of: Form, least = 0): Form {
  return { is: 'list', of, least }
}

function choice(...of: readonly string[]): Form {
  return { is: 'choice', of }
}

function object(fields: Fields): Form {
  return { is: 'object', fields }
}
