import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carried } from './carry.ts'

function content(text: string, format: 'cloud-config' | 'ignition' = 'cloud-config') {
  const { content, encoding } = carried({ path: '/x', content: { text }, append: false }, format)
  return 'text' in content ? [encoding, content.text] : undefined
}

test.each([
  '',
  'a',
  'a\n',
  'a\n\n\n',
  '\n\na',
  '\n',
  '# {{ local_hostname }}\n',
  '---\n- a: b # c\n',
  '\u00a0a',
  'a\n b',
])('as it stands: %j', text => expect(content(text)).toEqual([undefined, text]))

test.each([
  [' a\nb', 'IGEKYg=='],
  ['\ta', 'CWE='],
  ['\n \nb', 'CiAKYg=='],
  ['a\r\nb', 'YQ0KYg=='],
  ['{{ .Name }}', 'e3sgLk5hbWUgfX0='],
  ['{% raw %}', 'eyUgcmF3ICV9'],
  ['Größe {#', 'R3LDtsOfZSB7Iw=='],
])('in base64: %j', (text, base64) => expect(content(text)).toEqual(['base64', base64]))

test('ignition knows no Jinja, but the same blocks', () => {
  expect(content('{{ .Name }}', 'ignition')).toEqual([undefined, '{{ .Name }}'])
  expect(content(' a', 'ignition')).toEqual(['base64', 'IGE='])
})

test('what is encoded already, or comes from a Secret, is left alone', () => {
  const encoded = { path: '/x', content: { text: 'e3s=' }, encoding: 'base64', append: true } as const
  const secret = { path: '/x', content: { secret: { name: 'a', key: 'b' } }, append: false } as const
  expect(carried(encoded, 'cloud-config')).toBe(encoded)
  expect(carried(secret, 'cloud-config')).toBe(secret)
})

test('base64 is what other programs read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const [encoding, written = ''] = content(`{{ ${text}`) ?? []
      return encoding === 'base64' && Buffer.from(written, 'base64').toString() === Buffer.from(`{{ ${text}`).toString()
    }),
  )
})
