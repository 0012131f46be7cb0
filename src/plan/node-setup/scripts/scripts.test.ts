import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { program } from '../../../../test/programs.ts'
import { jinjaIn } from '../../../facts/jinja.ts'
import { breaksBlock } from '../../../facts/user-data.ts'
import { HOST_NAME_SCRIPT } from './host-name.ts'
import { KUBE_VIP_AFTER_INIT_SCRIPT, KUBE_VIP_BEFORE_INIT_SCRIPT } from './kube-vip.ts'
import { REGISTRY_MIRRORS_SCRIPT } from './registry-mirrors.ts'
import { RESTART_CONTAINERD_SCRIPT } from './restart-containerd.ts'
import { TRUSTED_CAS_SCRIPT } from './trusted-cas.ts'

const shellcheck = program('shellcheck')

/** Frozen: a byte more or less replaces every node that has the script. */
const SCRIPTS = [
  [
    'kube-vip-after-init',
    KUBE_VIP_AFTER_INIT_SCRIPT,
    '715136f157d73b25a4cea942b61515df0845bed6df4363d02ef8626546e2d530',
  ],
  [
    'kube-vip-before-init',
    KUBE_VIP_BEFORE_INIT_SCRIPT,
    'dad7f6e4bf73b24c0de98a799a3eada7384686766932989cd09a707d43ebce91',
  ],
  ['host-name', HOST_NAME_SCRIPT, 'f99c43f1bbd4b552ccd8e9d9530ec3b59824a632706cbc00135ca052054d90ae'],
  ['registry-mirrors', REGISTRY_MIRRORS_SCRIPT, '346af4eafda8ebfd19d8b2ecc56fa42992e8ec1cfa420e7ef37a67a99c4cbd43'],
  ['restart-containerd', RESTART_CONTAINERD_SCRIPT, 'ffd6576ff6ed1b00ffd8aef3edeedb24ac6d5c9d526d21c0e620cabca1f2bcf5'],
  ['trusted-cas', TRUSTED_CAS_SCRIPT, '00904743459b11afbfbd4715d11bfe2b4f0da9439a95febec39ed3a6a9176b07'],
] as const

describe.each(SCRIPTS)('%s.sh', (_, text, hash) => {
  test('is the one that lies on nodes', () => expect(createHash('sha256').update(text).digest('hex')).toBe(hash))

  test('says its shell, stops at the first failure, and arrives as it stands', () => {
    expect(text).toMatch(/^#!\/bin\/bash\n(# .*\n)+set -eu\n/)
    expect(jinjaIn(text)).toEqual({ meant: false })
    expect(breaksBlock(text)).toBe(false)
  })

  test('is a script', () => {
    const { stderr, status } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })

  test.skipIf(shellcheck === undefined)('has nothing that shellcheck minds', () => {
    const { stdout } = spawnSync(shellcheck ?? '', ['-'], { input: text, encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
