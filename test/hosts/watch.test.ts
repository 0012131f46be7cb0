// `capv-ha validate --watch` as people run it: files change under it, and Ctrl-C ends it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BUNDLE, ROOT } from '../bundle.ts'

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-watch-'))
afterAll(() => rmSync(scratch, { recursive: true }))

test('a file that an editor replaces is reported again, until the interrupt', async () => {
  const file = join(scratch, 'cluster.yaml')
  const sound = readFileSync(join(ROOT, 'examples/kubeadm-control-plane/cluster.yaml'), 'utf8')
  const replace = (text: string) => {
    writeFileSync(`${file}~`, text)
    renameSync(`${file}~`, file)
  }
  replace(sound)
  const watching = spawn(process.execPath, [BUNDLE, 'validate', scratch, '--watch'])
  let said = ''
  watching.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
    const reports = said.match(/^(valid: |\d+ errors?).*$/gm) ?? []
    if (reports.length === 1) replace(sound.replace('capvVersion', 'capvVersoin'))
    if (reports.length === 2) replace(sound)
    if (reports.length === 3) watching.kill('SIGINT')
  })
  const [code, signal] = await once(watching, 'close')
  expect([code ?? signal, said.match(/valid: 1 cluster in 1 file/g)?.length]).toEqual(['SIGINT', 2])
  expect(said).toContain('did you mean `capvVersion`?')
})
