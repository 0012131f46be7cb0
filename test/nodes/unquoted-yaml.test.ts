// What unquotedFault lets through is held against the reader that cloud-init uses.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unquotedFault } from '../../src/facts/unquoted-yaml.ts'
import { program, run } from '../programs.ts'

const python = program('python3')
const cloudInit = program('cloud-init')

const READ = `import json, sys, yaml
changed = []
for text in json.load(sys.stdin):
    try:
        value = yaml.safe_load("users:\\n  - name: " + text + "\\n    keys:\\n      - " + text + "\\n")
    except yaml.YAMLError:
        value = None
    if value != {"users": [{"name": text, "keys": [text]}]}:
        changed.append(text)
print(json.dumps(changed))`

const PARTS = [
  ...'-?:,[]{}#&*!|>\'"%@`=~ ./_0123456789abyYnNoOeEtx\u00e9\u00a0\ufeff',
  ': ',
  ' #',
  '---',
  '...',
  '.inf',
  'null',
]

test.skipIf(python === undefined || cloudInit === undefined)('comes back from PyYAML', () => {
  const any = fc.string({ unit: fc.constantFrom(...PARTS), minLength: 1, maxLength: 6 })
  const texts = fc.sample(any, { numRuns: 4000 }).filter(text => unquotedFault(text) === undefined)
  expect(texts.length).toBeGreaterThan(1000)
  const { stdout, stderr } = run(python, ['-c', READ], { stdin: JSON.stringify(texts) })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual([])
})
