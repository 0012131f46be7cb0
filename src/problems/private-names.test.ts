import { describe, expect, test } from 'vitest'
import { listFields } from '../config/schema/field-list.ts'
import { isPrivateName, privateValues } from './private-names.ts'

describe('names', () => {
  test.each([
    ...['password', 'adminPassword', 'PASSWD', 'pass', 'dbPass', 'passphrase', 'pwd', 'DB_PWD', 'token', 'apiToken'],
    ...['clientSecret', 'secretGenerator', 'secrets', 'credentials', 'literals', 'privateKey', 'bearer', 'api-key'],
    ...['accessKey', 'client-key-data', 'stringData', '.dockerconfigjson', 'htpasswd', 'basic_auth'],
  ])('%s is private', name => expect(isPrivateName(name)).toBe(true))

  test.each(['passthrough', 'server', 'key', 'keyboard', 'NOPASSWD', 'secretRef', 'sshAuthorizedKeys', 'name'])(
    '%s is not',
    name => expect(isPrivateName(name)).toBe(false),
  )

  test('no field of the HACluster is private: their values are what messages are about', () => {
    expect(listFields().flatMap(({ path }) => path.filter(isPrivateName))).toEqual([])
  })
})

describe('in text', () => {
  test.each([
    ['password: hunter2', 'hunter2'],
    ['  "password":"hunter2"}', '"hunter2"}'],
    ['export GOVC_PASSWORD=hunter2', 'hunter2'],
    ['{a: 1, clientSecret : hunter2, b: 2}', 'hunter2, b: 2}'],
    ['secret: hunter2', 'hunter2'],
    ['db.password.value: hunter2', 'hunter2'],
    ['password:', ''],
  ])('%s', (text, value) => expect([...privateValues(text)].map(found => text.slice(found.value))).toEqual([value]))

  test.each([
    ...[
      'kind: Secret',
      'secret: {name: a, key: b}',
      'secret:\n  name: a',
      'credentialsSecret: vsphere',
      'lock_passwd: true',
    ],
    ...['ALL=(ALL) NOPASSWD:ALL', 'passwdFrom: {secret: {name: a, key: b}}', 'the password is elsewhere'],
  ])('%s has none', text => expect([...privateValues(text)]).toEqual([]))

  test('takes time linear in the text', () => {
    const text = `${'password'.repeat(200_000)}${'x'.repeat(1_000_000)}`
    expect([...privateValues(text)]).toEqual([])
  })
})
