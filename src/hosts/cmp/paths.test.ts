import { expect, test } from 'vitest'
import { folderOf, isOutside, relativePath, resolvePath } from './paths.ts'

test.each([
  ['.', '.', '.'],
  ['.', './a//b/', 'a/b'],
  ['apps/prod', '../../base', 'base'],
  ['apps', '..', '.'],
  ['apps', '../../x', '../x'],
  ['.', '../../x', '../../x'],
  ['a', 'b/../../..', '..'],
])('%s and %s lead to %s', (folder, path, expected) => expect(resolvePath(folder, path)).toBe(expected))

test('a path is outside when it begins above', () => {
  expect(['..', '../a', '..a', '.', 'a'].map(isOutside)).toEqual([true, true, false, false, false])
})

test.each([
  ['.', 'a/b', 'a/b'],
  ['a/b', 'a/c', '../c'],
  ['a/b', '.', '../..'],
  ['a', 'a', '.'],
  ['a', 'ab', '../ab'],
])('from %s to %s it is %s', (from, to, expected) => expect(relativePath(from, to)).toBe(expected))

test('the folder of a path', () => expect(['a', 'a/b', 'a/b/c'].map(folderOf)).toEqual(['.', 'a', 'a/b']))
