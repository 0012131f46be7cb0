// An address that nobody can read is said to be one, and nothing is said of what it leaves out: every address of every sound
// case is broken in turn, alone and with all others of its list.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { problemsIn } from './inject.ts'

const FIELDS: ReadonlySet<string> = new Set([
  ...['addresses', 'gateway', 'gateway6', 'nameservers', 'to', 'via', 'pods', 'services', 'bindAddress'],
  ...['controlPlaneEndpoint', 'host'],
])

const UNREAD = ['invalid-address', 'invalid-endpoint']

test('nothing follows from an address that nobody can read', () => {
  const found = soundCases().flatMap(({ name, documents, codes }) =>
    documents.flatMap((document, i) =>
      broken(document).flatMap(({ place, value }) => {
        const problems = problemsIn(textOf(documents.with(i, value)))
        const told = problems.some(({ code }) => UNREAD.includes(code)) ? [] : ['nothing']
        const others = problems.map(({ code }) => code).filter(code => !UNREAD.includes(code) && !codes.has(code))
        return [...told, ...others].map(code => `${name} ${place}: ${code}`)
      }),
    ),
  )
  expect(found).toEqual([])
})

function soundCases() {
  return readdirSync('test/golden').flatMap(name => {
    const file = `test/golden/${name}/config.yaml`
    if (!existsSync(file)) return []
    const documents = parseDocuments(readFileSync(file, 'utf8')).map(document => document.resolve().value)
    const problems = problemsIn(textOf(documents))
    const isSound = problems.every(({ severity }) => severity === 'warning')
    return isSound ? [{ name, documents, codes: new Set<string>(problems.map(({ code }) => code)) }] : []
  })
}

function textOf(documents: readonly unknown[]): string {
  return documents.map(document => JSON.stringify(document)).join('\n---\n')
}

/** The value with one address broken, or all of a list. */
function broken(value: unknown, field = ''): readonly { readonly place: string; readonly value: unknown }[] {
  if (typeof value === 'string')
    return FIELDS.has(field) && isAddress(value) ? [{ place: '', value: spoilt(value) }] : []
  if (typeof value !== 'object' || value === null) return []
  const each = Object.entries(value).flatMap(([key, inner]) =>
    broken(inner, Array.isArray(value) ? field : key).map(({ place, value: now }) => ({
      place: `.${key}${place}`,
      value: Array.isArray(value) ? value.with(Number(key), now) : { ...value, [key]: now },
    })),
  )
  if (!Array.isArray(value) || each.length < 2 || !FIELDS.has(field)) return each
  return [...each, { place: '[*]', value: value.map(item => (typeof item === 'string' ? spoilt(item) : item)) }]
}

function isAddress(text: string): boolean {
  return /^\[?[\da-f]*[.:][\da-f.:]+/i.test(text)
}

function spoilt(address: string): string {
  return address.includes('.') ? address.replace(/\.\d+/, '.300') : address.replace(/[\da-f]+/i, '$&::1::')
}
