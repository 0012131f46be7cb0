import { expect, test } from 'vitest'
import { itemFromText, itemInput } from './item-input.ts'

const TEXT =
  '  apiVersion: capv-ha.dev/v1alpha1\n  kind: HACluster\n  metadata: {name: c1, namespace: ns}\n  spec: {a: 010, a: 1.30}\n'

test('places are what the host says, never a line', () => {
  const source = itemInput({ kind: 'x' }, { file: 'a.yaml', index: 2, scope: '/p' }).locate(['spec'], 'value', false)
  expect(source).toEqual({ file: 'a.yaml', index: 2 })
})

test('the text of an item shows twin keys, odd numbers and the written form', () => {
  const { input } = itemFromText(TEXT, { scope: '/p' })
  expect(input?.scope).toBe('/p')
  expect(input?.problems.map(problem => problem.code)).toEqual(['ambiguous-number', 'duplicate-key'])
  expect(input?.raw?.(['spec', 'a'])).toBe('1.30')
  expect(input?.locate(['spec', 'a'], 'value', false)).toEqual({
    resource: { apiVersion: 'capv-ha.dev/v1alpha1', kind: 'HACluster', name: 'c1', namespace: 'ns' },
  })
})

test('an item that cannot be read alone is a problem without a line', () => {
  const { input, problems } = itemFromText('a: *elsewhere\n', { file: 'a.yaml', scope: '' })
  expect(input).toBeUndefined()
  expect(problems.map(({ code, source }) => ({ code, source }))).toEqual([
    { code: 'yaml-syntax', source: { file: 'a.yaml' } },
  ])
})
