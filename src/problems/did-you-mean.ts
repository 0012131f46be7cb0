// Guesses what a mistyped word was meant to be.

import { editDistance } from './edit-distance.ts'

/** No word of ours is so long, and a longer one is no slip. */
export const LONGEST_WORD = 64

/** The nearest candidate within a third of the word's letters (at least one), case aside; the first of equals. */
export function closestTo(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  const wanted = word.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance >= bestDistance) continue
    best = candidate
    bestDistance = distance
  }
  return best
}
