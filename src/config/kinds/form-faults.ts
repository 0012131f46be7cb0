// Holds a value against the form that the API server's own kinds have. Knows forms, not what the values mean.

import type { Field, Fields, Form } from '../../facts/api-server-kinds.ts'
import { isJsonList, isJsonObject } from '../../is-json.ts'
import type { Json, JsonObject } from '../../manifest.ts'
import { closestTo } from '../../problems/did-you-mean.ts'
import { formatPath, type Path } from '../../problems/problem.ts'
import { quoted } from '../checks/words.ts'

export interface Fault {
  /** The field of the text; `''` for all of it. */
  readonly at: string
  /** Begins with "must" or "must not". */
  readonly claim: string
  readonly why?: string
  readonly fix?: string
}

/** Who reads the value in the end. */
export interface Reader {
  /** In words. */
  readonly name: string
  /** Of the Kubernetes that it is of. */
  readonly minor: number
}

/** What the value does not fit in, in the order of the text. */
export function formFaults(value: Json, form: Form, reader: Reader, path: Path = []): readonly Fault[] {
  switch (form.is) {
    case 'anything':
      return []
    case 'text':
    case 'scalar':
    case 'boolean':
    case 'switch':
    case 'duration':
    case 'choice':
      return fits(value, form) ? [] : [fault(path, `must be ${inWords(form)}, not ${quoted(short(value))}`)]
    case 'list':
      return listFaults(value, form, reader, path)
    case 'object':
      return isJsonObject(value) ? fieldFaults(value, form.fields, reader, path) : [fault(path, 'must be an object')]
  }
}

/** Of the fields of an object; what is `null` is absent. */
export function fieldFaults(value: JsonObject, fields: Fields, reader: Reader, path: Path): readonly Fault[] {
  const missing = Object.keys(fields).filter(name => fields[name]?.isRequired && (value[name] ?? null) === null)
  return [
    ...missing.map(name => fault([...path, name], 'must be set')),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      return field === undefined
        ? [unknown(name, fields, reader, path)]
        : knownField(inner, field, reader, [...path, name])
    }),
  ]
}

function knownField(value: Json, { form, since }: Field, reader: Reader, path: Path): readonly Fault[] {
  if (value === null) return []
  if (reader.minor < since) return [fault(path, `must not be set below Kubernetes v1.${since}`)]
  return formFaults(value, form, reader, path)
}

function unknown(name: string, fields: Fields, reader: Reader, path: Path): Fault {
  const meant = closestTo(name, Object.keys(fields))
  const unknown = fault([...path, name], `must be a field that ${reader.name} knows`)
  return meant === undefined ? unknown : { ...unknown, fix: `did you mean \`${meant}\`?` }
}

function listFaults(value: Json, form: Extract<Form, { is: 'list' }>, reader: Reader, path: Path): readonly Fault[] {
  if (!isJsonList(value)) return [fault(path, 'must be a list')]
  if (value.length < form.least) return [fault(path, 'must not be empty')]
  return value.flatMap((item, i) => formFaults(item, form.of, reader, [...path, i]))
}

type Single = Exclude<Form, { readonly is: 'list' | 'object' }>

function fits(value: Json, form: Single): boolean {
  if (form.is === 'boolean') return typeof value === 'boolean'
  if (form.is === 'scalar') return typeof value !== 'object'
  if (form.is === 'switch') return typeof value === 'boolean' || /^(y|yes|n|no|on|off)$/i.test(String(value))
  if (typeof value !== 'string') return false
  if (form.is === 'choice') return form.of.includes(value)
  return form.is !== 'duration' || /^(0|(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+)$/.test(value)
}

function inWords(form: Single): string {
  switch (form.is) {
    case 'choice':
      return form.of.length === 1 ? quoted(form.of[0]) : `one of ${form.of.map(quoted).join(', ')}`
    case 'duration':
      return 'a duration such as "30s"'
    case 'boolean':
    case 'switch':
      return 'true or false'
    default:
      return 'text'
  }
}

function fault(path: Path, claim: string): Fault {
  return { at: formatPath(path), claim }
}

function short(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
