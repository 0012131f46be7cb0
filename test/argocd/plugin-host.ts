// Argo CD's own parts around the plugin: its sidecar server, the repo-server's side of the protocol and its Lua machine, as
// the program that CAPV_HA_ARGOCD_HOST names. Without it tests are skipped with a visible line; under
// CAPV_HA_REQUIRE_HOSTS=1 they fail.

import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { ROOT } from '../bundle.ts'
import { hostEnv } from '../hosts/hosts.ts'
import { type RunResult, run } from '../programs.ts'

export const argocdHost = findHost()

/** A plugin as Argo CD would answer for it: one object a line, decoded as the repo-server does. */
export interface Plugin {
  generate(repository: string, application: string, env?: Readonly<Record<string, string>>): RunResult
  /** Several at once; the answers in the order of the questions. */
  generateAll(repository: string, applications: readonly string[]): Promise<readonly RunResult[]>
  parameters(repository: string, application: string): RunResult
  /** What the plugin and the server left in their temporary folder. */
  leftovers(): readonly string[]
}

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-argocd-'))
const servers: ChildProcess[] = []

afterAll(() => {
  // It answers SIGTERM by removing its socket, and stays.
  for (const server of servers) server.kill('SIGKILL')
  rmSync(scratch, { recursive: true })
})

/** Starts the server with deploy/argocd/plugin.yaml; `capv-ha` on PATH is the built bundle. */
export async function startPlugin(): Promise<Plugin> {
  const folder = mkdtempSync(join(scratch, 'plugin-'))
  const temporary = join(folder, 'tmp')
  for (const name of ['config', 'sockets', 'tmp']) mkdirSync(join(folder, name))
  cpSync(join(ROOT, 'deploy/argocd/plugin.yaml'), join(folder, 'config/plugin.yaml'))
  const env = { ...process.env, ...hostEnv(), ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'sockets'), TMPDIR: temporary }
  const args = ['server', '--config-dir-path', join(folder, 'config')]
  servers.push(spawn(argocdHost ?? '', args, { env, stdio: 'ignore' }))
  const socket = join(folder, 'sockets/capv-ha.sock')
  await until(() => existsSync(socket))
  return {
    generate: (repository, application, variables) =>
      run(argocdHost, question('generate', socket, repository, application, variables)),
    generateAll: (repository, applications) =>
      Promise.all(applications.map(name => runAsync(question('generate', socket, repository, name)))),
    parameters: (repository, application) => run(argocdHost, ['parameters', socket, repository, application]),
    leftovers: () => [...readdirSync(temporary), ...readdirSync(join(temporary, '_cmp_server'))],
  }
}

/** What Argo CD's health check says of manifests, one line each. */
export function health(script: string, manifests: readonly string[]): RunResult {
  return run(argocdHost, ['health', script, ...manifests])
}

function question(
  command: string,
  socket: string,
  repository: string,
  application: string,
  env: Readonly<Record<string, string>> = {},
): readonly string[] {
  const variables = {
    ARGOCD_APP_NAME: 'clusters',
    ARGOCD_APP_NAMESPACE: 'capi',
    ARGOCD_APP_SOURCE_PATH: application,
    ...env,
  }
  return [
    command,
    socket,
    repository,
    application,
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
  ]
}

function runAsync(args: readonly string[]): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(argocdHost ?? '', [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text
    })
    child.on('error', reject)
    child.on('close', code => resolve({ ...output, exitCode: code ?? -1 }))
  })
}

export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    if (isSo()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('waited for half a minute')
}

function findHost(): string | undefined {
  const path = process.env.CAPV_HA_ARGOCD_HOST
  if (path !== undefined && existsSync(path)) return path
  if (process.env.CAPV_HA_REQUIRE_HOSTS === '1') throw new Error('CAPV_HA_ARGOCD_HOST must name the program')
  writeSync(2, 'SKIPPED: tests that need CAPV_HA_ARGOCD_HOST, which names no program\n')
  return undefined
}
