// The script for registry mirrors, run twice against every configuration of containerd that a node may have, in a Debian with
// containerd in it; what it leaves is read by a TOML library.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { controlPlaneSetups } from '../../src/plan/user-data.ts'
import { program, run } from '../programs.ts'
import { planSpec } from '../render/sample-clusters.ts'
import { canRun, type NodeRun, runOnNode } from './debian-root.ts'

const configurations = process.env.CAPV_HA_CONTAINERD
const python = program('python3')
const FOLDER = '/etc/containerd/certs.d'

/** By name: what a node may have, and what becomes of it. */
const OWN: Readonly<Record<string, string>> = {
  'other-folder.toml': `version = 2\n[plugins . 'io.containerd.grpc.v1.cri' . registry] # ours\n  "config_path" = '/opt/registries/'\n`,
  'folder-with-slash.toml': `version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "${FOLDER}/"\n`,
  'no-newline.toml': 'version = 2',
  'comments.toml': '# nothing\n\n',
  'empty.toml': '',
  'empty-table.toml':
    'version = 3\n[plugins]\n  [plugins."io.containerd.cri.v1.images".registry]\n[debug]\n  level = "info"\n',
  'auth.toml':
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."a.example:5000".auth]\n  username = "a"\n',
  'empty-inline.toml': 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  mirrors = { }\n  configs = {}\n',
  'not-for-us.toml':
    'version = 3\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\n  endpoint = ["https://a"]\n',
}

/** What stops the node, and the line that the reason names. */
const REFUSED: Readonly<Record<string, readonly [string, RegExp]>> = {
  'old-key.toml': [
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors]\n"docker.io" = { endpoint = ["https://a"] }\n',
    /line 3: "docker\.io"/,
  ],
  'old-inline.toml': [
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nmirrors = { "docker.io" = { endpoint = ["https://a"] } }\n',
    /line 3/,
  ],
  'old-dotted.toml': [
    'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\nregistry.mirrors."docker.io".endpoint = ["https://a"]\n',
    /line 3/,
  ],
  'tls.toml': [
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."a.example".tls]\n  ca_file = "/a"\n',
    /line 2/,
  ],
  'inline-table.toml': [
    'version = 2\n[plugins]\n"io.containerd.grpc.v1.cri" = { registry = { config_path = "" } }\n',
    /line 3/,
  ],
  'top-dotted.toml': ['version = 2\nplugins."io.containerd.grpc.v1.cri".sandbox_image = "a"\n', /line 2/],
  'version-1.toml': ['[plugins.cri]\n  sandbox_image = "a"\n', /version 1; only 2 and 3/],
  'no-version.toml': ['root = "/var/lib/containerd"\n', /version 1; only 2 and 3/],
  'version-4.toml': ['version = 4\n', /version 4; only 2 and 3/],
}

describe.skipIf(!canRun || configurations === undefined || python === undefined)(
  'registry-mirrors.sh (CAPV_HA_CONTAINERD)',
  () => {
    const given = Object.fromEntries(
      readdirSync(configurations ?? '.')
        .filter(name => name.endsWith('.toml'))
        .map(name => [name, readFileSync(join(configurations ?? '', name), 'utf8')]),
    )
    const refused = Object.fromEntries(Object.entries(REFUSED).map(([name, [text]]) => [name, text]))
    const all: Readonly<Record<string, string>> = { ...given, ...OWN, ...refused }
    const changed = Object.keys({ ...given, ...OWN }).filter(name => name !== 'image-old-mirrors.toml')
    let ran: NodeRun
    let tables: Table
    const table = (name: string): Table => {
      const found = tables[name]
      return isTable(found) ? found : {}
    }

    beforeAll(() => {
      const files = Object.entries(all).map(([name, text]) => [`/configs/${name}`, text] as const)
      ran = runOnNode(RUN_ALL, { ...mirrorFiles(), ...Object.fromEntries(files) })
      tables = parseAll({ ...all, ...ran.out })
    })

    test('there are configurations of both versions', () => {
      expect(Object.keys(given).length).toBeGreaterThan(8)
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    })

    test.each(changed)('%s: the folder is in use, once, and the rest as it was', name => {
      expect([name, ran.out[`${name}.1.log`], ran.out[`${name}.1.rc`]]).toEqual([name, '', '0\n'])
      const [before, after] = [table(name), table(`${name}.1.toml`)]
      const version = before.version ?? 2
      const plugin = version === 2 ? 'io.containerd.grpc.v1.cri' : 'io.containerd.cri.v1.images'
      const former = at(before, ['plugins', plugin, 'registry', 'config_path'])
      const folder = typeof former === 'string' && former !== '' ? former : FOLDER
      expect(at(after, ['plugins', plugin, 'registry', 'config_path'])).toBe(folder)
      expect(after).toEqual(withValue({ version, ...before }, ['plugins', plugin, 'registry', 'config_path'], folder))
    })

    test.each(changed)('%s: a second run changes nothing', name => {
      expect(ran.out[`${name}.2.rc`]).toBe('0\n')
      expect(ran.out[`${name}.2.toml`]).toBe(ran.out[`${name}.1.toml`])
      expect(ran.out[`${name}.2.mode`]).toBe('640 65534\n')
    })

    test.each(changed)('%s: containerd looks there (of those that Debian has)', name => {
      if (!(`${name}.dump` in ran.out)) return
      const path = ['plugins', 'io.containerd.grpc.v1.cri', 'registry', 'config_path']
      expect(at(table(`${name}.dump`), path)).toBe(at(table(`${name}.1.toml`), path))
    })

    test.each(['image-old-mirrors.toml', ...Object.keys(REFUSED)])(
      '%s stops the node with the reason, and stays as it is',
      name => {
        const [, reason = /line 5: {3}\[plugins/] = REFUSED[name] ?? []
        for (const turn of ['1', '2']) {
          expect(ran.out[`${name}.${turn}.rc`]).toBe('1\n')
          expect(ran.out[`${name}.${turn}.log`]).toMatch(/^capv-ha: registry mirrors: \/etc\/containerd\/config\.toml /)
          expect(ran.out[`${name}.${turn}.log`]).toMatch(reason)
          expect(ran.out[`${name}.${turn}.toml`]).toBe(all[name])
        }
      },
    )

    test("in a folder of the owner's stands what is ours, and what was there", () => {
      expect(ran.out['other-folder.toml.tree']).toBe(
        '/opt/registries/docker.io/hosts.toml\n/opt/registries/owner.example/hosts.toml\n',
      )
      expect(ran.out['image-v2.toml.tree']).toBe('')
    })

    test('a file that is imported and takes the setting away again stops the node', () => {
      expect(ran.out['imports.rc']).toBe('1\n')
      expect(ran.out['imports.log']).toMatch(
        /containerd does not look into \/etc\/containerd\/certs\.d: a file that .* imports/,
      )
    })

    test('a file that this containerd does not read stops the node', () => {
      expect(ran.out['unread.rc']).toBe('1\n')
      expect(ran.out['unread.log']).toMatch(/containerd does not look into/)
    })

    test('a node without a configuration gets the setting and nothing else', () => {
      expect(table('none.toml')).toEqual({
        version: 2,
        plugins: { 'io.containerd.grpc.v1.cri': { registry: { config_path: FOLDER } } },
      })
    })
  },
)

/** As they lie on a node. */
function mirrorFiles(): Readonly<Record<string, string>> {
  const endpoints = [{ url: 'https://mirror.example.test' }]
  const plan = planSpec('v1.16.1', { node: { registryMirrors: [{ registry: 'docker.io', endpoints }] } })
  const files = controlPlaneSetups(plan.controlPlane)[0]?.files ?? []
  return Object.fromEntries(files.map(({ path, content }) => [path, 'text' in content ? content.text : '']))
}

const RUN_ALL = `
cp -a /etc/containerd /clean
for file in /configs/*.toml; do
  name=$(basename "$file")
  rm -rf /etc/containerd /opt/registries
  cp -a /clean /etc/containerd
  mkdir -p ${FOLDER}/owner.example /opt/registries/owner.example
  echo 'server = "https://owner.example"' | tee ${FOLDER}/owner.example/hosts.toml >/opt/registries/owner.example/hosts.toml
  cp "$file" /etc/containerd/config.toml
  chmod 640 /etc/containerd/config.toml
  chown 65534 /etc/containerd/config.toml
  # Debian's containerd is of a release that does not know files of version 3.
  if grep -q 'version = 3' "$file"; then mv /usr/bin/containerd /usr/bin/containerd-1; fi
  for turn in 1 2; do
    bash /etc/capv-ha/registry-mirrors.sh >"/out/$name.$turn.log" 2>&1 && rc=0 || rc=$?
    echo "$rc" >"/out/$name.$turn.rc"
    cp /etc/containerd/config.toml "/out/$name.$turn.toml"
    stat -c '%a %u' /etc/containerd/config.toml >"/out/$name.$turn.mode"
  done
  [ -e /usr/bin/containerd ] || mv /usr/bin/containerd-1 /usr/bin/containerd
  case $name in *v2* | *1.6* | *1.7*) containerd --config /etc/containerd/config.toml config dump >"/out/$name.dump" ;; esac
  { [ "$name" != other-folder.toml ] || find /opt/registries -name hosts.toml | sort; } >"/out/$name.tree"
done

rm -rf /etc/containerd
cp -a /clean /etc/containerd
mkdir /etc/containerd/conf.d
printf 'version = 2\\n[plugins."io.containerd.grpc.v1.cri"]\\n  sandbox_image = "a"\\n' >/etc/containerd/conf.d/a.toml
cp /configs/image-v2-no-config-path.toml /etc/containerd/config.toml
bash /etc/capv-ha/registry-mirrors.sh >/out/imports.log 2>&1 && rc=0 || rc=$?
echo "$rc" >/out/imports.rc

cp /configs/image-v3.toml /etc/containerd/config.toml
bash /etc/capv-ha/registry-mirrors.sh >/out/unread.log 2>&1 && rc=0 || rc=$?
echo "$rc" >/out/unread.rc

rm -f /etc/containerd/config.toml
bash /etc/capv-ha/registry-mirrors.sh
cp /etc/containerd/config.toml /out/none.toml
chmod -R a+rwX /out
`

type Table = Readonly<Record<string, unknown>>

/** By the name of the text; a text that is no TOML is an empty table. */
function parseAll(texts: Readonly<Record<string, string>>): Table {
  const { stdout, stderr } = run(python, ['-c', PARSE_ALL], { stdin: JSON.stringify(texts) })
  expect(stderr).toBe('')
  const value: unknown = JSON.parse(stdout)
  return isTable(value) ? value : {}
}

const PARSE_ALL = `import json, sys, tomllib
def parsed(text):
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}
print(json.dumps({name: parsed(text) for name, text in json.load(sys.stdin).items()}))`

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => (isTable(value) ? value[key] : undefined), root)
}

function withValue(root: Table, [key = '', ...rest]: readonly string[], value: unknown): Table {
  const below = root[key]
  return { ...root, [key]: rest.length === 0 ? value : withValue(isTable(below) ? below : {}, rest, value) }
}
