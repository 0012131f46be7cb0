// What reaches the nodes: every bootstrap object of every golden case goes through Cluster API's own bootstrap code, and what
// comes out is held against cloud-init, the shell and, where there is one, kubeadm.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { program, run } from '../programs.ts'

const BOOTSTRAP: ReadonlySet<unknown> = new Set(['KubeadmConfig', 'KubeadmConfigTemplate', 'KubeadmControlPlane'])

describe('every bootstrap object of the golden cases', () => {
  const checker = process.env.CAPV_HA_NODE_CHECK
  const isThorough = process.env.CAPV_HA_REQUIRE_HOSTS === '1'
  if (checker === undefined && isThorough) throw new Error('CAPV_HA_NODE_CHECK must be set: CAPV_HA_REQUIRE_HOSTS=1')
  if (checker === undefined) writeSync(2, 'SKIPPED: what reaches the nodes, which needs CAPV_HA_NODE_CHECK\n')
  // cloud-init starts twice for each node, which takes minutes in all.
  const cloudInit = checker !== undefined && isThorough ? program('cloud-init') : undefined
  if (!isThorough) writeSync(2, 'SKIPPED: what cloud-init takes, which needs CAPV_HA_REQUIRE_HOSTS=1\n')
  const objects = goldenObjects()

  test.skipIf(checker === undefined)(
    'is what its node takes (node-check)',
    () => {
      check(objects, ['-cloud-init', '/nowhere'])
    },
    600_000,
  )

  test.skipIf(checker === undefined || cloudInit === undefined)(
    'is what cloud-init and kubeadm take, where it is not like another (node-check)',
    () => {
      const kubeadm = process.env.CAPV_HA_KUBEADM
      const programs = kubeadm === undefined ? [] : ['-kubeadm', kubeadm]
      check(distinct(objects), ['-require', 'cloud-init', ...programs])
    },
    900_000,
  )

  const folder = mkdtempSync(join(tmpdir(), 'capv-ha-nodes-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function check(manifests: readonly Golden[], args: readonly string[]): void {
    const file = join(folder, 'manifests.yaml')
    writeFileSync(file, manifests.map(manifest => JSON.stringify(manifest)).join('\n---\n'))
    const { stdout } = run(checker, [...args, file])
    expect(stdout).toMatch(/^\d{2,} user data rendered, 0 faults\n$/)
  }
})

interface Golden {
  readonly kind: unknown
  readonly spec: unknown
}

/** All objects of all cases, each case in a namespace of its own: their clusters bear the same names. */
function goldenObjects(): readonly Golden[] {
  const golden = join(import.meta.dirname, '..', 'golden')
  return readdirSync(golden).flatMap((name, i) => {
    const file = join(golden, name, 'expected.yaml')
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (!/^kind: Kubeadm/m.test(text)) return []
    const namespace = `case-${i}`
    return parseDocuments(text).map(document => {
      const { value } = document.resolve()
      const { metadata, spec, ...rest } = Object(value)
      const moved = JSON.parse(JSON.stringify(spec ?? null), (key, field) => (key === 'namespace' ? namespace : field))
      return { ...rest, spec: moved, metadata: { ...metadata, namespace } }
    })
  })
}

/** Without bootstrap objects that differ from an earlier one in nothing but names and addresses. */
function distinct(objects: readonly Golden[]): readonly Golden[] {
  const seen = new Set<string>()
  return objects.filter(({ kind, spec }) => {
    if (!BOOTSTRAP.has(kind)) return true
    const { replicas: _, version: _version, machineTemplate: _template, ...setup } = Object(spec)
    const shape = JSON.stringify(setup).replaceAll(/\d+\.\d+\.\d+\.\d+|[0-9a-f:]*::[0-9a-f:]*/g, 'address')
    const isNew = !seen.has(shape)
    seen.add(shape)
    return isNew
  })
}
