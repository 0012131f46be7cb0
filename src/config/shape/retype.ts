// What to write instead, where a value is right but of the wrong YAML type or in another unit.

import type { Path } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'

/** What to write where `expected` (in zod's words) belongs; `raw` is what the user wrote: 0644 arrives as 420. */
export function fixFor(
  path: Path,
  value: unknown,
  raw: string | undefined,
  expected: string | undefined,
): string | undefined {
  switch (expected) {
    case 'string':
      return fixForText(path, value, raw)
    case 'array':
      return fixForList(value)
    case 'boolean':
      return typeof value === 'string' ? fixForBoolean(value) : undefined
    // Text where a whole number belongs is no number at all to zod.
    case 'number':
    case 'int':
      return typeof value === 'string' ? fixForNumber(value, String(path.at(-1))) : undefined
    default:
      return undefined
  }
}

function fixForText(path: Path, value: unknown, raw: string | undefined): string | undefined {
  if (typeof value === 'number' && raw === undefined && path.at(-1) === 'permissions') return 'quote it, such as "0644"'
  if (typeof value === 'number' || typeof value === 'boolean') return `quote it: ${quoted(raw ?? value)}`
  const [only, ...more] = Array.isArray(value) ? value : []
  const isOne = typeof only === 'string' && more.length === 0 && only.length <= 60
  return isOne ? `write it without the list: ${only}` : undefined
}

/** Of a Kubernetes version that names its minor release alone, or whose patch is no number: the form to write, with that release. */
export function fixForKubernetesVersion(value: unknown): string {
  const [, minor] = typeof value === 'string' ? (/^\s*[vV]?(\d{1,2}\.\d{1,3})(?!\d)/.exec(value) ?? []) : []
  return `write all three numbers, for example "${minor === undefined ? '1.34.1' : `${minor}.0`}"`
}

function fixForNumber(value: string, field: string): string | undefined {
  if (/^\d{1,15}$/.test(value)) return `write it without quotes: ${Number(value)}`
  const inUnit = convert(value, field)
  return inUnit === undefined ? undefined : `write the number alone: ${inUnit}`
}

function fixForList(value: unknown): string | undefined {
  const isShort = typeof value === 'number' || (typeof value === 'string' && /^[\w./:-]{1,60}$/.test(value))
  if (isShort) return `write it as a list: [${value}]`
  return typeof value === 'object' ? 'begin each entry with "- "' : undefined
}

function fixForBoolean(value: string): string | undefined {
  if (/^(true|yes|on)$/i.test(value)) return 'write true without quotes'
  return /^(false|no|off)$/i.test(value) ? 'write false without quotes' : undefined
}

const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  MiB: { m: 1, mb: 1, mi: 1, mib: 1, g: 1024, gb: 1024, gi: 1024, gib: 1024 },
  GiB: { g: 1, gb: 1, gi: 1, gib: 1, t: 1024, tb: 1024, ti: 1024, tib: 1024 },
  Seconds: { s: 1, m: 60, h: 3600 },
}

/** "4Gi" in a field that ends in MiB → 4096; "20m" in one that ends in Seconds → 1200. */
function convert(value: string, field: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})\s*([A-Za-z]{1,3})$/.exec(value) ?? []
  const factors = Object.entries(UNITS).find(([name]) => field.endsWith(name))?.[1]
  const factor = factors && unit ? factors[unit.toLowerCase()] : undefined
  return digits !== undefined && factor !== undefined ? Number(digits) * factor : undefined
}
