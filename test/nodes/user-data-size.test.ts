// The size that we expect of a user data is the one that Cluster API's own bootstrap code gives it.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BARE_BYTES } from '../../src/facts/user-data.ts'
import { controlPlaneBytes, controlPlaneSetups, userDataBytes } from '../../src/plan/user-data.ts'
import { render } from '../../src/render/index.ts'
import { printStream } from '../../src/write/stream.ts'
import { printYaml } from '../../src/write/yaml.ts'
import { run } from '../programs.ts'
import { planSpec, RICH, type Spec } from '../render/sample-clusters.ts'

const checker = process.env.CAPV_HA_NODE_CHECK
const folder = mkdtempSync(join(tmpdir(), 'capv-ha-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LARGE: Spec = {
  ...RICH,
  node: {
    files: [
      { path: '/srv/lines', content: 'a line of a file\n'.repeat(400), permissions: '0644', owner: 'root:root' },
      { path: '/srv/carried', content: `{{ .Name }}${'é'.repeat(2000)}` },
    ],
    preKubeadmCommands: Array.from({ length: 40 }, (_, i) => `echo "${i}" >>/srv/${i}`),
  },
}

test.skipIf(checker === undefined).each([
  ['small', {}],
  ['rich', RICH],
  ['large', LARGE],
])('%s (CAPV_HA_NODE_CHECK)', (name, spec) => {
  const plan = planSpec('v1.16.1', { kubernetesVersion: 'v1.34.1', ...spec })
  const out = join(folder, name)
  run(checker, ['-cloud-init', 'none', '-out', out], { stdin: printStream(render(plan, value => printYaml(value))) })
  const sizes = readdirSync(out).map(file => ({ file, bytes: statSync(join(out, file)).size }))
  const controlPlane = sizes.filter(({ file }) => file.includes('controlplane')).map(({ bytes }) => bytes)
  expect(controlPlane.length).toBeGreaterThan(0)
  const [setup] = controlPlaneSetups(plan.controlPlane)
  if (setup === undefined) throw new Error('a sample has nodes')
  expectNear(userDataBytes(setup, controlPlaneBytes(plan.kubeadm)), Math.max(...controlPlane))
  for (const pool of plan.workers) {
    const found = sizes.find(({ file }) => file.startsWith(`kubeadmconfigtemplate_${pool.name}`))
    expectNear(userDataBytes(pool.setup, BARE_BYTES.worker), found?.bytes ?? 0)
  }
})

function expectNear(expected: number, found: number): void {
  expect(Math.abs(expected - found)).toBeLessThan(400 + found * 0.03)
}
