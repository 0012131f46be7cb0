import { expect, test } from 'vitest'
import { canonicalQuantity } from './quantity.ts'

test.each([
  ['0', '0'],
  ['4', '4'],
  ['4000m', '4'],
  ['0.5', '500m'],
  ['1500', '1500'],
  ['1000', '1k'],
  ['2000M', '2G'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['16Gi', '16Gi'],
  ['1024', '1024'],
  ['1.0005', '1001m'],
])('%s is kept as %s', (text, kept) => expect(canonicalQuantity(text)).toBe(kept))
