// How the files of a folder differ from what would be written, as a unified diff: what `render --check` shows. A former text may
// have been edited by hand, so what could be a secret in it stays out.

import { secretInText } from '../../problems/secret-in-text.ts'
import { privateSpans } from '../../read/documents/private-text.ts'
import { unifiedDiff } from './line-diff.ts'
import type { FolderPlan, FolderStep } from './output-folder.ts'
import { join } from './walk.ts'

/** Past so many lines the other files are only named. */
const MOST_LINES = 10_000

/** For `patch -p0` and `git apply -p0` in the current folder; a file that is new or goes has `/dev/null` at its side. */
export function formatDiff({ folder, steps }: FolderPlan): readonly string[] {
  let lines = 0
  return steps.map(step => {
    if (lines > MOST_LINES) return `# not shown: ${fileName(folder, step)}\n`
    const text = diffOf(folder, step)
    lines += text.split('\n').length
    return text
  })
}

function diffOf(folder: string, step: FolderStep): string {
  const { former = '', text = '' } = step
  const name = fileName(folder, step)
  const [old, now] = [step.former === undefined ? NOTHING : name, step.text === undefined ? NOTHING : name]
  return `--- ${old}\n+++ ${now}\n${unifiedDiff(former, text, veilOf(former))}`
}

const NOTHING = '/dev/null'

/** A tab ends a name that has blanks in it, as for `diff`. */
function fileName(folder: string, { path }: FolderStep): string {
  const name = join(folder, path)
  return name.includes(' ') ? `${name}\t` : name
}

const HIDDEN = '(not shown: it may hold a secret)'

/** How a line looks that only the former text has. */
function veilOf(former: string): (line: string) => string {
  const lines = former.split('\n')
  const suspicious = new Set(lines.filter(line => secretInText(line) !== undefined))
  const rest = lines.filter(line => !suspicious.has(line)).join('\n')
  // Of a key every line is one.
  if (/-----BEGIN [A-Z ]*PRIVATE/.test(former) || secretInText(rest) !== undefined) return () => HIDDEN
  const starts = [0, ...[...former.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const spans = privateSpans(former, starts)
  const hidden = new Set([...suspicious, ...spans.flatMap(({ start, end }) => linesIn(former, start, end))])
  return line => (hidden.has(line) ? HIDDEN : line.replace(CONTROLS, '\ufffd'))
}

/** The lines that a stretch of text touches. */
function linesIn(text: string, start: number, end: number): readonly string[] {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, end).split('\n')
}

/** What a terminal obeys, and what turns the direction of text. */
const CONTROLS = /(?!\t)[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu
