// Looks changed fields up in the table.

import { isAtLeast, type Version } from '../facts/releases.ts'
import { isEqual } from '../is-equal.ts'
import { isJsonObject } from '../is-json.ts'
import { groupOf } from '../manifest.ts'
import { type ObjectChange, propertyOf } from './change.ts'
import type { Effect, EffectRule } from './effect.ts'
import { EFFECT_RULES } from './rules.ts'

export interface FieldEffect {
  /** Keys from the object's root. */
  readonly path: readonly string[]
  readonly effect: Effect
  /** Where the effect is `refused`: the first release of Cluster API that accepts the change. */
  readonly acceptedFrom?: Version
}

/** Every changed field below `spec`, and what becomes of it under a release of Cluster API. */
export function fieldEffects({ former, next }: ObjectChange, capi: Version): readonly FieldEffect[] {
  const patterns = PATTERNS.get(`${groupOf(next.apiVersion)}/${next.kind}`) ?? []
  return changedPaths(propertyOf(former, 'spec'), next.spec, ['spec']).map(path => effectOf(path, patterns, capi))
}

/**
 * As in a JSON merge patch (RFC 7386): lists are leaves, and so is an object that is gone; one that is new is as many
 * changes as it has leaves.
 */
export function changedPaths(former: unknown, next: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (!isJsonObject(next)) return isEqual(former, next) ? [] : [path]
  const before = isJsonObject(former) ? former : {}
  const keys = [...new Set([...Object.keys(before), ...Object.keys(next)])]
  if (keys.length === 0) return isEqual(former, next) ? [] : [path]
  return keys.flatMap(key => changedPaths(before[key], next[key], [...path, key]))
}

interface Pattern {
  readonly rule: EffectRule
  readonly keys: readonly string[]
  readonly isOpen: boolean
}

/** By group and kind, the most particular first. */
const PATTERNS: ReadonlyMap<string, readonly Pattern[]> = Map.groupBy(
  EFFECT_RULES.map(toPattern).sort((a, b) => b.keys.length - a.keys.length || Number(a.isOpen) - Number(b.isOpen)),
  ({ rule }) => `${rule.group}/${rule.kind}`,
)

function toPattern(rule: EffectRule): Pattern {
  const keys = rule.path.split('.')
  return keys.at(-1) === '**' ? { rule, keys: keys.slice(0, -1), isOpen: true } : { rule, keys, isOpen: false }
}

function effectOf(path: readonly string[], patterns: readonly Pattern[], capi: Version): FieldEffect {
  const matching = patterns.filter(pattern => matches(path, pattern)).map(({ rule }) => rule)
  const rule = matching.find(({ from }) => from === undefined || isAtLeast(capi, from))
  const effect = rule?.effect ?? 'unknown'
  const later = effect === 'refused' ? matching.find(({ from }) => from !== undefined)?.from : undefined
  return later === undefined ? { path, effect } : { path, effect, acceptedFrom: later }
}

function matches(path: readonly string[], { keys, isOpen }: Pattern): boolean {
  return (isOpen ? path.length > keys.length : path.length === keys.length) && keys.every((key, i) => key === path[i])
}
