// Overrides: the layers `spec`, role and node laid over each other, field by field. Lists and maps are replaced whole, except
// files and commands, which append; `null` unsets (it wins over the layers below and reads as absent).

import type { Path } from '../../problems/problem.ts'
import type { MachineConfig, Merged, NetworkConfig, NodeConfig } from './resolved.ts'

export interface Layer<T> {
  readonly value: T | undefined
  readonly path: Path
}

export function mergeMachine(layers: readonly Layer<MachineConfig>[]): Merged<MachineConfig> {
  return merged(layers, (below, above) => ({
    ...below,
    ...above,
    ...(below.resources && above.resources ? { resources: { ...below.resources, ...above.resources } } : {}),
  }))
}

/** An override that names another network inherits only what is true of any network at the site. */
export function mergeNetwork(layers: readonly Layer<NetworkConfig>[]): Merged<NetworkConfig> {
  return merged(layers, (below, above) =>
    typeof above.name === 'string' && typeof below.name === 'string'
      ? { ...siteWide(below), ...above }
      : { ...below, ...above },
  )
}

export function mergeNode(layers: readonly Layer<NodeConfig>[]): Merged<NodeConfig> {
  return merged(layers, (below, above) => ({
    ...below,
    ...above,
    ...(below.proxy && above.proxy ? { proxy: { ...below.proxy, ...above.proxy } } : {}),
    ...(below.kubeletConfiguration && above.kubeletConfiguration
      ? { kubeletConfiguration: { ...below.kubeletConfiguration, ...above.kubeletConfiguration } }
      : {}),
    ...(below.ignition && above.ignition ? { ignition: { ...below.ignition, ...above.ignition } } : {}),
    ...appended('files', below.files, above.files),
    ...appended('preKubeadmCommands', below.preKubeadmCommands, above.preKubeadmCommands),
    ...appended('postKubeadmCommands', below.postKubeadmCommands, above.postKubeadmCommands),
  }))
}

function merged<T extends object>(layers: readonly Layer<T>[], combine: (below: T, above: T) => T): Merged<T> {
  const set = layers.flatMap(({ value, path }) => (value === undefined ? [] : [{ value, path }]))
  const [first, ...rest] = set
  const nearest = layers.at(-1)?.path ?? []
  if (first === undefined) return { value: combine(empty(), empty()), origin: () => nearest }
  return {
    value: rest.reduce((below, { value }) => combine(below, value), first.value),
    origin: field => originOf(set, field) ?? first.path,
  }

  // Every field of a layer is optional, so that no layer at all is an empty one.
  function empty(): T {
    return Object.create(null)
  }
}

function originOf(layers: readonly Layer<object>[], field: string): Path | undefined {
  const layer = layers.findLast(({ value }) => value !== undefined && Object.hasOwn(value, field))
  return layer && [...layer.path, field]
}

function siteWide(network: NetworkConfig): NetworkConfig {
  const { nameservers, searchDomains, mtu } = network
  return {
    ...(nameservers === undefined ? {} : { nameservers }),
    ...(searchDomains === undefined ? {} : { searchDomains }),
    ...(mtu === undefined ? {} : { mtu }),
  }
}

function appended<K extends string, V>(
  key: K,
  below: readonly V[] | null | undefined,
  above: readonly V[] | null | undefined,
) {
  return below && above ? { [key]: [...below, ...above] } : {}
}
