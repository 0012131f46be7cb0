import { describe, expect, test } from 'vitest'
import { jinjaIn } from './jinja.ts'

describe('meant for cloud-init', () => {
  test.each([
    '{{ local_hostname }}',
    '{{local_hostname}}',
    '{{- local_hostname -}}',
    '{{ ds.meta_data.hostname }}',
    "{{ ds.meta_data['local-hostname'] }}",
    '{{ ds.meta_data["local-hostname"] }}',
    '{{ ds.meta_data.network.interfaces[0].mac }}',
    '{{ v1.local_hostname }} and {{ v1.platform }}',
    "{{ v1.local_hostname.split('.')[0] }}",
    "{{ ds.meta_data.role | default('node') | upper }}",
    'echo "{{ ds.meta_data.hostname }}" >/etc/hostname',
  ])('%s', text => expect(jinjaIn(text)).toEqual({ meant: true }))
})

describe('meant for something else', () => {
  test.each([
    ['{{ .Values.x }}', '{{ .Values.x }}'],
    ['docker inspect -f "{{.Name}}"', '{{.Name}}"'],
    [`for i in \${#list[@]}; do`, '{#list[@]}; do'],
    ['{% raw %}', '{% raw %}'],
    ['{# a comment\nof two lines #}', '{# a comment'],
    ['{{ hostname }}', '{{ hostname }}'],
    ['{{ local_hostnames }}', '{{ local_hostnames }}'],
    ['{{ ds.meta_data }}', '{{ ds.meta_data }}'],
    ['{{ v1.a b }}', '{{ v1.a b }}'],
    ['{{ ds.meta_data[\\"hostname\\"] }}', '{{ ds.meta_data[\\"hostna'],
    ['{{ v1.a | fromjson }}', '{{ v1.a | fromjson }}'],
    ['{{{ local_hostname }}}', '{{{ local_hostname }}}'],
    ['{{ local_hostname', '{{ local_hostname'],
    ['awk "{{print}}"', '{{print}}"'],
  ])('%s', (text, foreign) => expect(jinjaIn(text)).toEqual({ meant: false, foreign }))
})

test.each(['', 'plain', 'a }} b %} c #}', '{ {', '{\n{', `\${#}`.slice(0, 2), '$(( 1 + 1 ))', '{"a": {"b": 1}}'])(
  'no token in %j',
  text => expect(jinjaIn(text)).toEqual({ meant: false }),
)

test('both kinds in one text, whichever comes first', () => {
  expect(jinjaIn('{{ local_hostname }} {{ .Name }}')).toEqual({ meant: true, foreign: '{{ .Name }}' })
  expect(jinjaIn('{{ .Name }} {{ local_hostname }}')).toEqual({
    meant: true,
    foreign: '{{ .Name }} {{ local_hos',
  })
  expect(jinjaIn('{% if v1.region %}a{% endif %}{{ v1.region }}').meant).toBe(true)
})

test('a text of nothing but tokens is read in one pass', () => {
  const many = '{{ v1.a.b.c '.repeat(50_000)
  expect(jinjaIn(many).meant).toBe(false)
  expect(jinjaIn('{{ local_hostname }}'.repeat(50_000))).toEqual({ meant: true })
})
