// Repositories and tags of images: image names are put together from them, and no container runtime pulls a name of another form.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'image-name': {
    severity: 'error',
    meaning: 'A repository or tag of images is not of the form that container registries have.',
    cure: 'write a registry with a path, such as "registry.example.com/kubernetes": no scheme, no tag, no trailing slash',
    reads: [
      'spec.kubeadm.imageRepository',
      'spec.kubeadm.dns',
      'spec.kubeadm.etcd.local.imageRepository',
      'spec.kubeadm.etcd.local.imageTag',
      'spec.loadBalancer.image',
      'spec.cloudProvider.image',
    ],
    source: 'kubernetes cmd/kubeadm/app/apis/kubeadm/validation/validation.go (ValidateImageRepository), v1.35.4',
  },
} as const satisfies Rules

/** Returns `image-name`. */
export function checkImageNames({ config }: ResolvedCluster): readonly Problem[] {
  const { kubeadm, loadBalancer, cloudProvider } = config.spec
  const path = ['spec', 'kubeadm']
  const ofBalancer = loadBalancer.type === 'KubeVIP' ? loadBalancer.image : undefined
  return [
    ...repository(ofBalancer, ['spec', 'loadBalancer', 'image']),
    ...(cloudProvider?.type === 'Managed' ? repository(cloudProvider.image, ['spec', 'cloudProvider', 'image']) : []),
    ...repository(kubeadm?.imageRepository, [...path, 'imageRepository']),
    ...[
      { images: kubeadm?.dns, at: [...path, 'dns'] },
      { images: kubeadm?.etcd?.local, at: [...path, 'etcd', 'local'] },
    ].flatMap(({ images, at }) => [
      ...repository(images?.imageRepository, [...at, 'imageRepository']),
      ...tag(images?.imageTag, [...at, 'imageTag']),
    ]),
  ]
}

const HOST =
  /^(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*)(:\d+)?$/
const PART = /^[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*$/

function repository(value: string | undefined, path: Path): readonly Problem[] {
  if (value === undefined) return []
  const [first = '', ...rest] = value.split('/')
  if ((HOST.test(first) || PART.test(first)) && rest.every(part => PART.test(part))) return []
  return [problem(path, value, 'a registry with a path', repositoryFault(value, rest))]
}

function repositoryFault(value: string, rest: readonly string[]): string {
  if (value.includes('://')) return 'it must not have a scheme'
  if (value.endsWith('/')) return 'it must not end in a slash'
  if (rest.at(-1)?.includes(':') || value.includes('@')) return 'it must not have a tag or digest'
  return 'behind the host it must be of lower-case letters, digits, ".", "_" and "-"'
}

function tag(value: string | undefined, path: Path): readonly Problem[] {
  if (value === undefined || /^\w[\w.-]{0,127}$/.test(value)) return []
  const why = 'it must be of letters, digits, "_", "." and "-", and have at most 128 of them'
  return [problem(path, value, 'the tag of an image', why)]
}

function problem(path: Path, value: string, what: string, why: string): Problem {
  const message = `${field(path)} must be ${what}, not ${quoted(value)}`
  const fix = what.startsWith('the tag')
    ? 'write a tag such as "3.5.21-0"'
    : 'write it like "registry.example.com/kubernetes"'
  return { code: 'image-name', severity: 'error', path, message, why, fix }
}
