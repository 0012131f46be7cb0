// Tables about kubeadm, held against kubeadm itself (CAPV_HA_KUBEADM).

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { KUBEADM_FEATURE_GATES } from '../../src/facts/kubeadm-feature-gates.ts'
import { commandsWithPhase, phaseNames } from '../../src/facts/kubeadm-phases.ts'
import { run } from '../programs.ts'

const kubeadm = process.env.CAPV_HA_KUBEADM

describe.skipIf(kubeadm === undefined)('kubeadm (CAPV_HA_KUBEADM)', () => {
  const minor = kubeadm === undefined ? 0 : minorOf(kubeadm)

  const folder = mkdtempSync(join(tmpdir(), 'capv-ha-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  // `all` runs its siblings; the others are hidden: the help lists none of them.
  const UNLISTED = /\/all$|^check-etcd$|^control-plane-join\/etcd$/

  test.each(['init', 'join'] as const)('has these phases of %s, and no other', command => {
    const known = phaseNames().filter(name => commandsWithPhase(name, minor).includes(command))
    expect(known.filter(name => !UNLISTED.test(name)).toSorted()).toEqual(phasesOf(command).toSorted())
  })

  test.each([...KUBEADM_FEATURE_GATES])('knows the feature gate %s as long as the table says', (gate, span) => {
    const config = `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.${minor}.0\nfeatureGates: {${gate}: true}\n`
    const file = join(folder, 'kubeadm.yaml')
    writeFileSync(file, config)
    const { stderr } = run(kubeadm, ['config', 'validate', '--config', file])
    expect(stderr.includes('is not a valid feature name')).toBe(minor < span.since || minor >= span.until)
  })

  /** Phases as the help indents them: those of a phase begin with a slash. */
  function phasesOf(command: string): readonly string[] {
    const { stdout } = run(kubeadm, [command, '--help'])
    const [, list = ''] = /phases:\n```\n([\s\S]*?)```/.exec(stdout) ?? []
    let parent = ''
    return list.split('\n').flatMap(line => {
      const [, indent = '', name = ''] = /^( *)(\/?[a-z-]+) {2,}/.exec(line) ?? []
      if (name === '') return []
      if (indent === '') parent = name
      return [indent === '' ? name : `${parent}${name}`]
    })
  }
})

function minorOf(program: string): number {
  return Number(/^v1\.(\d+)\./.exec(run(program, ['version', '-o', 'short']).stdout)?.[1])
}
