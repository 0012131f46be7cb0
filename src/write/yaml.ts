// Prints our own objects as block-style YAML: no anchors, no folding, lists not indented below their key.
// The `yaml` package's stringifier costs a second per thousand clusters. Nobody else's YAML passes through here.

import { isJsonList, isJsonObject } from '../is-json.ts'
import type { Json, JsonObject } from '../manifest.ts'
import { printLiteral, printNumber, printString } from './scalar.ts'

/**
 * A value as YAML, ending in a line end. Its lines stand at column `indent`, but the first is not padded, so that the
 * text can follow a `- `. At the top apiVersion, kind and metadata come first; all other keys keep their order.
 * Throws on what JSON cannot hold: that is our bug.
 */
export function printYaml(value: Json, indent = 0): string {
  const pieces: string[] = []
  const pad = `\n${' '.repeat(indent)}`
  if (isJsonObject(value)) addMapping(pieces, value, manifestKeys(value), pad)
  else if (isJsonList(value)) addSequence(pieces, value, pad)
  else pieces.push(printScalar(value, indent === 0 ? pad + STEP : pad))
  pieces.push('\n')
  return pieces.join('')
}

const STEP = '  '
const HEAD: readonly string[] = ['apiVersion', 'kind', 'metadata']

function manifestKeys(object: JsonObject): readonly string[] {
  const keys = Object.keys(object)
  if (HEAD.every((key, index) => keys[index] === key)) return keys
  return [...HEAD.filter(key => Object.hasOwn(object, key)), ...keys.filter(key => !HEAD.includes(key))]
}

// Below, `pieces` is the text so far (one list joined once: concatenation is a third slower here), and `pad` the line
// end and indentation between two lines of the collection at hand.

function addMapping(pieces: string[], object: JsonObject, keys: readonly string[], pad: string): void {
  if (keys.length === 0) pieces.push('{}')
  let isFirst = true
  for (const key of keys) {
    if (isFirst) isFirst = false
    else pieces.push(pad)
    addKey(pieces, key, pad)
    addValue(pieces, object[key], pad)
  }
}

// Readers look for the `:` of a key within 1,024 characters only, unless the key is marked as one.
function addKey(pieces: string[], key: string, pad: string): void {
  const printed = printString(key)
  if (printed.length <= 512) pieces.push(printed, ':')
  else pieces.push('? ', printed, pad, ':')
}

function addValue(pieces: string[], value: Json | undefined, pad: string): void {
  if (isJsonObject(value)) {
    const keys = Object.keys(value)
    const inner = pad + STEP
    pieces.push(keys.length === 0 ? ' ' : inner)
    addMapping(pieces, value, keys, inner)
  } else if (isJsonList(value)) {
    pieces.push(value.length === 0 ? ' ' : pad)
    addSequence(pieces, value, pad)
  } else pieces.push(' ', printScalar(value, pad + STEP))
}

function addSequence(pieces: string[], list: readonly Json[], pad: string): void {
  if (list.length === 0) pieces.push('[]')
  const inner = pad + STEP
  let isFirst = true
  for (const item of list) {
    if (isFirst) isFirst = false
    else pieces.push(pad)
    pieces.push('- ')
    if (isJsonObject(item)) addMapping(pieces, item, Object.keys(item), inner)
    else if (isJsonList(item)) addSequence(pieces, item, inner)
    else pieces.push(printScalar(item, inner))
  }
}

function printScalar(value: string | number | boolean | null | undefined, pad: string): string {
  if (typeof value === 'string') return printLiteral(value, pad) ?? printString(value)
  if (typeof value === 'number') return printNumber(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  throw new Error(`a value of type ${typeof value} must not reach the printer`)
}
