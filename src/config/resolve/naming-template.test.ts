import { expect, test } from 'vitest'
import { parseNamingTemplate } from './naming-template.ts'

test.each([
  ['{{ .machine.name }}', 'capv-5-md-0-abcde-fghij'],
  ['vm-{{.machine.name}}', 'vm-capv-5-md-0-abcde-fghij'],
  ['{{ .machine.name | trunc 6 | trimSuffix "-5" }}-{{ trunc -5 .machine.name }}', 'capv-fghij'],
  ['{{ trimSuffix "j" (trunc -5 .machine.name) }}', 'fghi'],
  ['{{- trunc 4 $.machine.name -}}  x', 'capvx'],
  ['a {{/* a comment with }} in it */}}b', 'a b'],
  ['a {{- /* it is "open */ -}} b', 'ab'],
  ['a{{ /* Go takes no blank here */ }}b', undefined],
  ['a{{/* one */ end */}}b', undefined],
  ['{{ trimSuffix (trunc 3 .machine.name) .machine.name }}', 'capv-5-md-0-abcde-fghij'],
  ['{{ trimSuffix (trunc -3 .machine.name) .machine.name }}', 'capv-5-md-0-abcde-fg'],
  ['{{ (.machine.name) | trunc (5) }}', 'capv-'],
  ['{{ $x := .machine.name }}{{ $x }}', undefined],
  ['a{{/* a comment */}}b', 'ab'],
  ['{{ `}}` }}', '}}'],
  ['{{ trunc 0 .machine.name }}', ''],
  ['{{ trimSuffix "" .machine.name | trunc 99 }}', 'capv-5-md-0-abcde-fghij'],
  ['cp', 'cp'],
  ['{{ .machine }}', undefined],
  ['{{ .machine.names }}', undefined],
  ['{{ .cluster.name }}', undefined],
  ['{{ .machine.name', undefined],
  ['{{ .machine.name | lower }}', undefined],
  ['{{ printf "%s" .machine.name }}', undefined],
  ['{{ trunc "5" .machine.name }}', undefined],
  ['{{ trunc 5 }}', undefined],
  ['{{ .machine.name | .machine.name }}', undefined],
  ['{{ if .machine.name }}a{{ end }}', undefined],
  ['{{ }}', undefined],
])('%s', (text, expected) => {
  expect(parseNamingTemplate(text)?.('capv-5-md-0-abcde-fghij')).toBe(expected)
})
