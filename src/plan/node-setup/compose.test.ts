import { expect, test } from 'vitest'
import { composeSetup, type SetupPart } from './compose.ts'

test('the order of a node is frozen: before kubeadm forwards, after it backwards', () => {
  const part = (name: string): SetupPart => ({
    files: [{ path: `/${name}`, content: { text: '' }, append: false }],
    before: [`${name} before`],
    after: [`${name} after`],
  })
  const names = [
    'user',
    'kubeadm',
    'loadBalancer',
    'restart',
    'containerd',
    'trustedCAs',
    'timeServers',
    'profile',
  ] as const
  const setup = composeSetup(Object.fromEntries(names.map(name => [name, part(name)])), 'cloud-config')
  expect(setup.files.map(({ path }) => path)).toEqual(names.toReversed().map(name => `/${name}`))
  expect(setup.preKubeadmCommands).toEqual(names.toReversed().map(name => `${name} before`))
  expect(setup.postKubeadmCommands).toEqual(names.map(name => `${name} after`))
})

test('a part that nothing asks for leaves nothing behind', () => {
  expect(composeSetup({}, 'cloud-config')).toEqual({ files: [], preKubeadmCommands: [], postKubeadmCommands: [] })
})
