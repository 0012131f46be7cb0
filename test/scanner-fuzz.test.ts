// The scanner and writer of ResourceLists against the YAML library; scripts/fuzz-scanner.ts does the same for longer.

import { expect, test } from 'vitest'
import { utf8Of } from '../src/pieces.ts'
import { scanList } from '../src/read/item-scanner.ts'
import { editFault, scannerFault } from './list-oracle.ts'
import { randomListText, seededRandom } from './random-lists.ts'

test('a thousand texts are read and edited as the YAML library reads them', () => {
  const random = seededRandom(20_240_917)
  let recognised = 0
  for (let count = 0; count < 1000; count++) {
    const text = randomListText(random)
    expect(scannerFault(text) ?? editFault(text), JSON.stringify(text)).toBeUndefined()
    if (scanList(utf8Of(text))) recognised++
  }
  expect(recognised).toBeGreaterThan(100)
})
