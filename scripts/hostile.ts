// npm run hostile: what hostile input must come to, beside what it comes to (test/hostile/README.md). Names of cases run those
// alone; with `--update` what comes out is written down as what must.

import { spawnSync } from 'node:child_process'
import {
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
import { delimiter, dirname, join } from 'node:path'

const CASES = join(import.meta.dirname, '../test/hostile')
const BUNDLE = join(import.meta.dirname, '../dist/capv-ha.js')
/** For what hangs, in milliseconds: far beyond what any case takes. */
const PATIENCE = 180_000

const words = process.argv.slice(2)
const wanted = words.filter(word => !word.startsWith('--'))
const names = readdirSync(CASES, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && (wanted.length === 0 || wanted.includes(entry.name)))
  .map(entry => entry.name)
  .sort()
const unlike = names.filter(name => !runCase(name))
console.log(
  `${names.length - unlike.length} of ${names.length} as expected${unlike.length > 0 ? `, but not ${unlike.join(', ')}` : ''}`,
)
if (unlike.length > 0 || names.length === 0) process.exitCode = 1

/** Prints a case; true where it came to what was expected. */
function runCase(name: string): boolean {
  const folder = join(CASES, name)
  const file = join(folder, 'expected.txt')
  const got = outputOf(folder)
  if (words.includes('--update')) writeFileSync(file, got)
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const [first = ''] = readFileSync(join(folder, 'run.sh'), 'utf8').split('\n')
  console.log(`${got === expected ? 'ok' : 'NOT AS EXPECTED'}  ${name}: ${first.replace(/^# /, '')}`)
  console.log(compared(expected.split('\n'), got.split('\n')))
  return got === expected
}

/** What the script of a case prints in a folder of its own. */
function outputOf(folder: string): string {
  const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-hostile-'))
  try {
    const place = join(scratch, 'place')
    cpSync(folder, place, { recursive: true })
    cpSync(join(CASES, 'sound.yaml'), join(place, 'sound.yaml'))
    rmSync(join(place, 'expected.txt'), { force: true })
    mkdirSync(join(scratch, 'bin'))
    symlinkSync(BUNDLE, join(scratch, 'bin/capv-ha'))
    const path = [join(scratch, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter)
    const { stdout, stderr, signal } = spawnSync('bash', ['run.sh'], {
      cwd: place,
      env: { ...process.env, PATH: path, TMPDIR: scratch, LC_ALL: 'C' },
      encoding: 'utf8',
      timeout: PATIENCE,
      maxBuffer: 2 ** 26,
    })
    return `${stdout}${stderr}${signal === null ? '' : `ended by ${signal}\n`}`
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

/** What is as expected once; else what is expected, behind a minus, above what has come, behind a plus. */
function compared(expected: readonly string[], got: readonly string[]): string {
  const count = Math.max(expected.length, got.length) - 1
  return Array.from({ length: count }, (_, i) => {
    const [wanted, came] = [expected[i], got[i]]
    if (wanted === came) return [`    ${came}`]
    return [...(wanted === undefined ? [] : [`  - ${wanted}`]), ...(came === undefined ? [] : [`  + ${came}`])]
  })
    .flat()
    .join('\n')
}
