// Moments of RFC 3339 in UTC, without a clock: the text alone decides.

/** `2027-01-31T04:00:00+02:00` → `2027-01-31T02:00:00Z`, as Go prints it: without fractions of a second. */
export function inUtc(moment: string): string {
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '',
    sign = '+',
    hours = '0',
    minutes = '0',
  ] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(moment) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const time = Number(hour) * 60 + Number(minute) - offset
  const date = moved([Number(year), Number(month), Number(day)], Math.floor(time / MINUTES))
  const left = (time + MINUTES) % MINUTES
  const clock = [Math.floor(left / 60), left % 60].map(padded)
  return `${date[0]}-${padded(date[1])}-${padded(date[2])}T${clock.join(':')}:${second}Z`
}

const MINUTES = 24 * 60

type CalendarDay = readonly [year: number, month: number, day: number]

/** By one day at most. */
function moved([year, month, day]: CalendarDay, days: number): CalendarDay {
  const other = day + days
  if (other < 1) return month === 1 ? [year - 1, 12, 31] : [year, month - 1, daysOf(year, month - 1)]
  if (other <= daysOf(year, month)) return [year, month, other]
  return month === 12 ? [year + 1, 1, 1] : [year, month + 1, 1]
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function padded(part: number): string {
  return String(part).padStart(2, '0')
}
