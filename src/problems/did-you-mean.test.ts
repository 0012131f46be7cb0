import { expect, test } from 'vitest'
import { closestTo } from './did-you-mean.ts'

const WORDS = ['render', 'validate', 'loadbalancer', 'schema', 'dns', 'dhcp4']

test.each([
  ['rendr', 'render'],
  ['redner', 'render'],
  ['loadBalancer', 'loadbalancer'],
  ['load-balancer', 'loadbalancer'],
  ['dsn', 'dns'],
  ['dhcp', 'dhcp4'],
  ['apply', undefined],
  ['', undefined],
])('%s → %s', (word, meant) => expect(closestTo(word, WORDS)).toBe(meant))
