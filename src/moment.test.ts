import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inUtc } from './moment.ts'

test.each([
  ['2027-01-31T04:00:00Z', '2027-01-31T04:00:00Z'],
  ['2027-01-31T04:00:00.987654321Z', '2027-01-31T04:00:00Z'],
  ['2027-01-31T04:00:00+02:00', '2027-01-31T02:00:00Z'],
  ['2027-01-01T00:30:15+01:00', '2026-12-31T23:30:15Z'],
  ['2028-02-28T23:30:00-00:30', '2028-02-29T00:00:00Z'],
  ['2027-12-31T23:59:59-23:59', '2028-01-01T23:58:59Z'],
  ['2400-03-01T00:00:00+00:01', '2400-02-29T23:59:00Z'],
])('%s is %s', (moment, utc) => expect(inUtc(moment)).toBe(utc))

test('any moment is what JavaScript makes of it', () => {
  const any = fc.tuple(
    fc.date({ min: new Date('2000-01-03T00:00:00Z'), max: new Date('2999-12-29T00:00:00Z'), noInvalidDate: true }),
    fc.constantFrom('+', '-'),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
  )
  fc.assert(
    fc.property(any, ([date, sign, hours, minutes]) => {
      const two = (part: number) => String(part).padStart(2, '0')
      const text = `${date.toISOString().slice(0, 19)}${sign}${two(hours)}:${two(minutes)}`
      expect(inUtc(text)).toBe(`${new Date(text).toISOString().slice(0, 19)}Z`)
    }),
  )
})
