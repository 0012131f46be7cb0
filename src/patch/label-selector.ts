// Kubernetes label selectors in text form, as kustomize takes them for labels and annotations:
// `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, joined by commas.

import type { JsonObject } from '../manifest.ts'

export type LabelTest = (labels: JsonObject) => boolean

const KEY = `[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?`
const VALUE = String.raw`[^\s,()=!]*`
const REQUIREMENT = new RegExp(
  String.raw`^\s*(?:(?<absent>!\s*)?(?<bare>${KEY})|(?<key>${KEY})\s*(?:(?<equals>==?|!=)\s*(?<value>${VALUE})|\s(?<set>in|notin)\s*\((?<values>[^()]*)\)))\s*(?:,|$)`,
)

/** The test that a selector stands for; `undefined` where it is none. */
export function parseLabelSelector(text: string): LabelTest | undefined {
  const tests: LabelTest[] = []
  let rest = text
  while (rest.trim() !== '') {
    const match = REQUIREMENT.exec(rest)
    if (match === null) return undefined
    tests.push(testOf(match.groups ?? {}))
    rest = rest.slice(match[0].length)
  }
  return labels => tests.every(test => test(labels))
}

/** As in Kubernetes, `!=` and `notin` hold where the label is absent. */
function testOf(groups: Readonly<Record<string, string | undefined>>): LabelTest {
  const { absent, bare, key = '', equals, value, set, values = '' } = groups
  if (bare !== undefined) return labels => Object.hasOwn(labels, bare) === (absent === undefined)
  const wanted = new Set(set === undefined ? [value ?? ''] : values.split(',').map(each => each.trim()))
  const isNegated = equals === '!=' || set === 'notin'
  return labels => (Object.hasOwn(labels, key) && wanted.has(String(labels[key]))) !== isNegated
}
