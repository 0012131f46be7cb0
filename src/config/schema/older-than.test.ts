import { expect, test } from 'vitest'
import { isAtLeast, parseVersion } from '../../facts/releases.ts'
import { olderThan } from './older-than.ts'

const TEXTS = [
  '0.5',
  '0.5.3',
  '0.5.4',
  '0.7.9',
  '0.7.10',
  '0.10.0',
  '1.0',
  '1.1.0',
  '1.9',
  '1.9.8',
  '1.9.9',
  '1.10',
  '1.17.3',
  '2.0.0',
]

test.each(['v0.5.4', 'v0.7.9', 'v0.8.0', 'v1.0.0', 'v1.9.0', 'v1.9.8', 'v1.10.0', 'v1.17.0'])(
  'older than %s',
  least => {
    const { pattern } = olderThan(parseVersion(least))
    for (const text of TEXTS.flatMap(version => [version, `v${version}`, `v${version}-rc.1`])) {
      expect([text, new RegExp(String(pattern)).test(text)]).toEqual([
        text,
        !isAtLeast(parseVersion(text), parseVersion(least)),
      ])
    }
  },
)
