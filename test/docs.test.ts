// What README.md and docs/ show is true: every HACluster in a `yaml` block is valid, every `shell` block runs.
// CONTRIBUTING.md describes the convention.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUNDLE, ROOT } from './bundle.ts'
import { program, run } from './programs.ts'

interface Block {
  readonly language: string
  readonly line: number
  readonly text: string
}

const SHELL = '/bin/bash'
const NOT_COPIED = new Set(['.git', '.cache', 'node_modules'])
const DOCUMENTS = ['README.md', ...markdownIn('docs'), ...markdownIn('examples')].filter(file =>
  existsSync(join(ROOT, file)),
)

describe.each(DOCUMENTS)('%s', file => {
  const blocks = blocksOf(readFileSync(join(ROOT, file), 'utf8'))
  const clusters = blocks.filter(({ language, text }) => language === 'yaml' && /^kind: HACluster$/m.test(text))
  const scripts = blocks.filter(({ language }) => language === 'shell')
  const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-docs-'))
  const copy = join(scratch, 'capv-ha')
  beforeAll(() => scripts.length > 0 && copyRepository(copy))
  afterAll(() => rmSync(scratch, { recursive: true }))

  test('its fences are closed', () => expect(blocks.every(({ line }) => line > 0)).toBe(true))

  for (const { line, text } of clusters) {
    test(`the HACluster in line ${line} is valid`, () => {
      const { stderr, exitCode } = run(BUNDLE, ['validate', '-'], { stdin: text })
      expect(exitCode, stderr).toBe(0)
    })
  }

  for (const { line, text } of scripts) {
    const isMissing = needs(text).some(name => program(name) === undefined)
    test.skipIf(isMissing)(`the commands in line ${line} run`, () => {
      // One after the other in the same copy: a reader does the same.
      const env = { PATH: [join(copy, 'bin'), process.env.PATH].join(delimiter) }
      const { stderr, exitCode } = run(SHELL, ['-euo', 'pipefail', '-c', text], { cwd: copy, env })
      expect(exitCode, stderr).toBe(0)
    })
  }
})

/** The programs that a block's first line asks for: `# needs: kustomize podman`. */
function needs(text: string): readonly string[] {
  return /^# needs: (.+)/.exec(text)?.[1]?.split(/[\s,]+/) ?? []
}

/** Fenced blocks, with the line of their opening fence; 0 for one that never closes. */
function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const [, indent, fence, language] = /^(\s*)(`{3,})(\S*)/.exec(lines[at] ?? '') ?? []
    if (indent === undefined || fence === undefined) continue
    const length = lines.slice(at + 1).findIndex(line => line.trim() === fence)
    const inside = lines.slice(at + 1, at + 1 + length).map(line => line.slice(indent.length))
    blocks.push({ language: language ?? '', line: length < 0 ? 0 : at + 1, text: `${inside.join('\n')}\n` })
    if (length < 0) break
    at += length + 1
  }
  return blocks
}

function markdownIn(folder: string): readonly string[] {
  if (!existsSync(join(ROOT, folder))) return []
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return names
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => join(folder, name))
}

/** A fresh checkout in which a reader would type the commands, with the bundle on PATH as `capv-ha`. */
function copyRepository(target: string): void {
  cpSync(ROOT, target, { recursive: true, filter: path => !NOT_COPIED.has(relative(ROOT, path).split(sep)[0] ?? '') })
  symlinkSync(join(ROOT, 'node_modules'), join(target, 'node_modules'))
  mkdirSync(join(target, 'bin'))
  writeFileSync(join(target, 'bin/capv-ha'), `#!/bin/sh\nexec "${process.execPath}" "${BUNDLE}" "$@"\n`)
  chmodSync(join(target, 'bin/capv-ha'), 0o755)
}
