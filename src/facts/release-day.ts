// The core has no clock. Where a date in the input must be judged, it is held against the day of this release: before that, nothing
// of it ran anywhere.

/** Year, month, day. */
export const RELEASE_DAY = '20261127'
