// How far apart two words are. The library counts a swap of two neighbours as one slip, which is what people make most; the better
// known ones (fastest-levenshtein 1.0, leven 4.1, didyoumean2 7.0) count it as two and miss "tpye".

import distance from 'damerau-levenshtein'

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(a: string, b: string): number {
  return distance(a, b).steps
}
