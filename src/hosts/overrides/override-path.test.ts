import { expect, test } from 'vitest'
import { parsePath, withValueAt } from './override-path.ts'

test.each([
  ['spec.machine.memoryMiB', ['spec', 'machine', 'memoryMiB']],
  ['spec.workers[0].replicas', ['spec', 'workers', 0, 'replicas']],
  ['spec.a[0][1]', ['spec', 'a', 0, 1]],
  ['spec', undefined],
  ['metadata.name', undefined],
  ['spec..a', undefined],
  ['.spec.a', undefined],
  ['spec.a[', undefined],
  ['spec.a b', undefined],
  ['', undefined],
])('%s', (text, path) => expect(parsePath(text)).toEqual(path))

test('a value goes where the path leads, and nowhere else', () => {
  const root = { spec: { workers: [{ name: 'a' }, { name: 'b' }], text: 'x' } }
  expect(withValueAt(root, ['spec', 'workers', 1, 'replicas'], 3)?.value).toEqual({
    spec: { workers: [{ name: 'a' }, { name: 'b', replicas: 3 }], text: 'x' },
  })
  expect(withValueAt(root, ['spec', 'new', 'field'], null)?.value).toEqual({
    spec: { ...root.spec, new: { field: null } },
  })
  expect(withValueAt(root, ['spec', 'workers', 2], 3)).toBeUndefined()
  expect(withValueAt(root, ['spec', 'workers', 'a'], 3)).toBeUndefined()
  expect(withValueAt(root, ['spec', 'text', 'a'], 3)).toBeUndefined()
  expect(withValueAt(root, ['spec', '__proto__', 'a'], 3)?.value).not.toHaveProperty('spec.a')
})
