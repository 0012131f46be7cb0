import { expect, test } from 'vitest'
import { goDuration } from './duration.ts'

test.each([
  [0, '0s'],
  [59, '59s'],
  [60, '1m0s'],
  [300, '5m0s'],
  [3600, '1h0m0s'],
  [90061, '25h1m1s'],
])('%i seconds are %s in the form of Go', (seconds, text) => expect(goDuration(seconds)).toBe(text))
