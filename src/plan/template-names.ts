// Names of machine templates: <cluster>-<role>-<hash>. Machines are replaced exactly when the name changes, so that everything
// in the hash is frozen: test/render/template-names.test.ts pins names, and a field added later must be absent where it is not used.

import type { Json } from '../manifest.ts'
import { hashOf } from './hash.ts'
import type { Device, MachineShape, Plan, WorkerPool } from './model.ts'

export type TemplateKind = 'KubeadmConfigTemplate' | 'VSphereMachineTemplate'

export interface TemplateName {
  readonly kind: TemplateKind
  /** <cluster>-<role>, by which patches name the template. */
  readonly base: string
  readonly name: string
}

/** What patches change in a template, in their order; nothing for most. */
export type PatchesOf = (kind: TemplateKind, base: string) => readonly Json[]

/**
 * The names of all templates. The hash is over what the machines are made of, free of any API version, and over the patches:
 * not over counts, rollout, Kubernetes version, labels and annotations, which reach machines without replacing them or
 * replace them by themselves.
 */
export function templateNames(plan: Plan, patchesOf: PatchesOf): readonly TemplateName[] {
  const { controlPlane, workers, vsphere } = plan
  const machines = ({ name, machine }: Pick<WorkerPool, 'name' | 'machine'>) =>
    named('VSphereMachineTemplate', name, { server: vsphere.server, machine: hashed(machine) }, patchesOf)
  return [
    ...(controlPlane.type === 'Machines' ? [] : [machines(controlPlane)]),
    ...workers.flatMap(pool => [named('KubeadmConfigTemplate', pool.name, pool.setup, patchesOf), machines(pool)]),
  ]
}

function named(kind: TemplateKind, base: string, content: unknown, patchesOf: PatchesOf): TemplateName {
  const patches = patchesOf(kind, base)
  const hashed = { content: significant(content), ...(patches.length === 0 ? {} : { patches }) }
  return { kind, base, name: `${base}-${hashOf(hashed)}` }
}

/**
 * While a device could name one pool alone, it stood under another key: a device with one pool keeps the name that it gave.
 */
function hashed({ devices, ...machine }: MachineShape): object {
  return { ...machine, devices: devices.map(hashedDevice) }
}

function hashedDevice({ addressesFromPools, ...device }: Device): object {
  const [pool, ...more] = addressesFromPools
  return more.length === 0 ? { ...device, addressesFromPool: pool } : { ...device, addressesFromPools }
}

/** Lists whose absence is something else: `taints: []` takes kubeadm's own taint away. */
const MEANT_WHEN_EMPTY: ReadonlySet<string> = new Set(['taints'])
/** Flags that the plan fills in; any other `false` was written by the user and says something. */
const FALSE_BY_DEFAULT: ReadonlySet<string> = new Set(['dhcp4', 'dhcp6', 'skipIPAllocation', 'append'])

/** Without what says nothing: absent, empty and default are one, so that a field added to the plan renames no template. */
function significant(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(significant)
  if (!isObject(value)) return value
  const fields = Object.entries(value).map(([key, field]) => [key, significant(field)] as const)
  return Object.fromEntries(fields.filter(([key, field]) => !saysNothing(key, field)))
}

function saysNothing(key: string, field: unknown): boolean {
  if (field === undefined) return true
  if (field === false) return FALSE_BY_DEFAULT.has(key)
  return isObject(field) && Object.keys(field).length === 0 && !MEANT_WHEN_EMPTY.has(key)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
