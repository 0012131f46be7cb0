// Everything works without the room for plain text, only slower: all golden cases with its door shut.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { textOfPieces } from '../../src/pieces.ts'
import { readPlainDocuments, readPlainYaml } from '../../src/read/plain/index.ts'
import { runAsFunction, runCase } from '../golden-cases.ts'

vi.mock('../../src/read/plain/index.ts', () => ({
  readPlainYaml: () => undefined,
  readPlainDocuments: () => undefined,
}))

const golden = join(import.meta.dirname, '..', 'golden')

test('the door is shut', () => {
  expect(readPlainYaml('a: 1\n')).toBeUndefined()
  expect(readPlainDocuments('a: 1\n')).toBeUndefined()
})

test.each(readdirSync(golden))('golden/%s', async name => {
  const folder = join(golden, name)
  const expected = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '')
  const { stdout, stderr } = await runCase(folder)
  expect(textOfPieces(stdout)).toBe(expected('expected.yaml'))
  expect(stderr).toBe(expected('errors.txt'))
  expect(await runAsFunction(folder)).toBeDefined()
})
