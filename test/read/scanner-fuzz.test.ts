// The scanner and writer of ResourceLists against the YAML library; scripts/fuzz-scanner.ts does the same for longer.

import { expect, test } from 'vitest'
import { utf8Of } from '../../src/pieces.ts'
import { scanList } from '../../src/read/list/item-scanner.ts'
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

const HEAD = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n'
const OWNED = '    annotations:\n      capv-ha.dev/owner: a/b\n'

function item(name: string, metadata = '', rest = '  data:\n    a: b\n'): string {
  return `- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: ${name}\n${metadata}${rest}`
}

// What looks like the items before it, but for one thing.
test.each([
  ['metadata that goes on behind a blank line', item('c', `\n${OWNED}`)],
  ['metadata that goes on behind a comment', item('c', `# x\n${OWNED}`)],
  ['metadata that goes on behind labels and a blank line', item('c', `    labels:\n      x: y\n\n${OWNED}`)],
  ['an owner behind other metadata', item('c', `    namespace: d\n${OWNED}`)],
  ['a name that is a number', item('12')],
  ['a name that is null', item('null')],
  ['a name that goes on on the next line', item('c', '      d\n')],
  ['a name with a comment', item('c # d')],
  ['a second kind behind the metadata', item('c', '', '  kind: HACluster\n')],
  ['a second apiVersion behind the metadata', item('c', '', '  data: {}\n  apiVersion: capv-ha.dev/v1alpha1\n')],
  ['a second name', item('c', '    name: d\n')],
  ['a second name without a value', item('c', '    name:\n')],
  ['a namespace without a value', item('c', '    namespace:\n')],
  ['a text that is not ASCII, and its bytes as text', item('Ã©x') + item('éx')],
  ['a block scalar that holds items', item('c', '', '  data:\n    a: |\n      b\n\n    - apiVersion: v1\n')],
  ['a carriage return of its own', item('c', '', '  data:\n    a: b\r- apiVersion: capv-ha.dev/v1alpha1\n')],
  ['an item that starts with another key', '- kind: HACluster\n  apiVersion: capv-ha.dev/v1alpha1\n'],
  ['a dash on a line of its own', '-\n  apiVersion: capv-ha.dev/v1alpha1\n  kind: HACluster\n'],
  ['keys in another column', item('c').replaceAll('\n  ', '\n    ').replace('- ', '-   ')],
  ['the end of the list', `other:\n${item('c')}`],
  ['an end in the middle of a line', `${item('c')}  text: |+\n    d\n `],
])('after a row of items: %s', (_, last) => {
  for (const text of [`${HEAD}${item('a')}${item('b')}${last}`, `${HEAD}${item('a')}${last}${item('b')}${item('c')}`]) {
    expect(scannerFault(text) ?? editFault(text)).toBeUndefined()
  }
})

test.each([
  ['a comment behind nothing', '{\n  kind: ResourceList,\n  items:  #[]\n}\n'],
  ['a byte order mark and a space', '\uFEFF items:\nkind: ResourceList\n'],
  ['a block scalar that ends in spaces', `${HEAD}- kind: A\n  text: |+\n    b\n  \n `],
  [
    'an anchor used outside of the items',
    `${HEAD}- apiVersion: capv-ha.dev/v1\n  metadata:\n    name: &x b\nother: *x\n`,
  ],
])('a list with %s is edited', (_, text) => {
  expect(scannerFault(text) ?? editFault(text)).toBeUndefined()
})

test('a list without anything odd is read without the library', () => {
  const text = `${HEAD}${item('a')}${item('b')}${item('c', OWNED)}${item('d')}`
  expect(scanList(utf8Of(text))?.items.map(({ name, owner }) => [name, owner])).toEqual([
    ['a', undefined],
    ['b', undefined],
    ['c', 'a/b'],
    ['d', undefined],
  ])
})
