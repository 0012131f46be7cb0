// `capv-ha completion`, tried by pressing TAB in a real shell at a terminal. `capv-ha` is a function there that says what it was given.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUNDLE } from '../bundle.ts'
import { program, run } from '../programs.ts'

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-completion-'))
afterAll(() => rmSync(scratch, { recursive: true }))
beforeAll(() => {
  run('/bin/mkdir', ['-p', join(scratch, 'my clusters'), join(scratch, 'render')])
  for (const file of ['my clusters/a b.yaml', 'notes']) writeFileSync(join(scratch, file), '')
})

const terminal = program('script')
// The prompt is written in two parts, so that the terminal's echo of this is none.
const SAY = `PS1=re''ady; capv-ha() { printf "\\n<%s>" "$@"; echo; }`
const FISH = "function fish_prompt; echo -n re''ady; end; function capv-ha; printf '\\n<%s>' $argv; echo; end"
const SHELLS = {
  bash: { start: 'bash --norc --noprofile -i', load: `source ./script; ${SAY}` },
  zsh: { start: 'zsh -f -i', load: `autoload -U compinit; compinit -u -D; source ./script; ${SAY}` },
  fish: { start: 'fish --no-config -i', load: `source ./script; ${FISH}` },
}

// What is typed, TAB as ⇥; the arguments that come of it.
const TYPED: readonly (readonly [string, readonly string[]])[] = [
  ['vali⇥x', ['validate', 'x']],
  ['render not⇥', ['render', 'notes']],
  ['render my⇥a⇥', ['render', 'my clusters/a b.yaml']],
  ['render -o my⇥', ['render', '-o', 'my clusters']],
  ['render --out⇥my⇥', ['render', '--output', 'my clusters']],
  ['validate --format j⇥', ['validate', '--format', 'json']],
  ['validate --format=g⇥', ['validate', '--format', 'github']],
  [
    'init a --control-plane K⇥--load-b⇥N⇥',
    ['init', 'a', '--control-plane', 'KubeadmControlPlane', '--load-balancer', 'Nginx'],
  ],
  ['help loadb⇥', ['help', 'loadbalancer']],
  ['completion z⇥', ['completion', 'zsh']],
  ['cmp gen⇥', ['cmp', 'generate']],
]

describe.each(Object.entries(SHELLS))('%s', (name, { start, load }) => {
  const shell = program(name)
  const script = run(process.execPath, [BUNDLE, 'completion', name]).stdout

  test.skipIf(shell === undefined)('reads the script without a word', () => {
    const check = name === 'fish' ? ['--no-config', '-n'] : ['-n']
    writeFileSync(join(scratch, 'script'), script)
    expect(run(shell, [...check, 'script'], { cwd: scratch })).toEqual({ stdout: '', stderr: '', exitCode: 0 })
  })

  test.skipIf(shell === undefined || terminal === undefined)(
    'completes commands, options, values and paths',
    async () => {
      writeFileSync(join(scratch, 'script'), script)
      const stdout = await type(start, [
        load,
        ...TYPED.map(([typed]) => `capv-ha ${typed.replaceAll('⇥', '\t')}`),
        'exit',
      ])
      // zsh takes the slash away again, and writes an option and its value as one word.
      const words = [...stdout.matchAll(/^<(.*)>\r*$/gm)].flatMap(([, word = '']) => word.replace(/\/$/, '').split('='))
      expect(words).toEqual(TYPED.flatMap(([, given]) => given))
    },
  )
})

/** What a shell at a terminal prints: each line is typed when there is a prompt for it, as people do. */
async function type(start: string, lines: readonly string[]): Promise<string> {
  const env = { ...process.env, TERM: 'xterm' }
  const shell = spawn(terminal ?? '', ['-qec', start, '/dev/null'], { cwd: scratch, env })
  const [first, ...rest] = lines
  let printed = ''
  let prompts = 0
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    for (const now = printed.split('ready').length - 1; prompts < now; prompts++)
      shell.stdin.write(`${rest[prompts]}\n`)
  })
  shell.stdin.write(`${first}\n`)
  await once(shell, 'close')
  return printed
}

const shellcheck = program('shellcheck')

test.skipIf(shellcheck === undefined)('shellcheck has nothing to say about the script for bash', () => {
  const stdin = run(process.execPath, [BUNDLE, 'completion', 'bash']).stdout
  expect(run(shellcheck, ['--shell=bash', '-'], { stdin }).stdout).toBe('')
})
