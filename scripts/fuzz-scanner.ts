// Holds the list scanner and writer against the YAML library on many random texts: `node scripts/run.cjs fuzz-scanner [count] [seed]`.

import { argv, exit, stdout } from 'node:process'
import { utf8Of } from '../src/pieces.ts'
import { scanList } from '../src/read/list/item-scanner.ts'
import { editFault, scannerFault } from '../test/read/list-oracle.ts'
import { randomListText, seededRandom } from '../test/read/random-lists.ts'

const count = Number(argv[2] ?? 100_000)
const seed = Number(argv[3] ?? 1)
const random = seededRandom(seed)
let recognised = 0
for (let done = 0; done < count; done++) {
  const text = randomListText(random)
  const fault = scannerFault(text) ?? editFault(text)
  if (fault !== undefined) {
    stdout.write(`text ${done} of seed ${seed}: ${fault}\n${JSON.stringify(text)}\n${text}\n`)
    exit(1)
  }
  if (scanList(utf8Of(text))) recognised++
}
stdout.write(`${count} texts, ${recognised} of them recognised by the scanner\n`)
