// Runs `kustomize build` on the private copy: without plugins, without git, without the sidecar's environment. Its process
// stays in our group, which Argo CD ends as a whole, and is ended with us where only we are.

import { spawn } from 'node:child_process'
import type { Problem } from '../../problems/problem.ts'
import { errorCode } from '../cli/walk.ts'
import type { World } from '../world.ts'
import { type BuiltFolder, kustomizeFailure } from './kustomize-failure.ts'

export type Build = { readonly text: string } | { readonly problem: Problem }

/** What Argo CD takes at most (ARGOCD_GRPC_MAX_SIZE_MB). */
const MAX_OUTPUT = 100 * 2 ** 20

/** The output for a folder of the copy, or `kustomize-failed` without a path of this machine. `home` is empty and private. */
export async function buildKustomization(built: BuiltFolder, home: string): Promise<Build> {
  const { world, copy, folder } = built
  const program = findProgram(world)
  if (program === undefined) return { problem: missingProgram() }
  const ended = await runToEnd(world, program, `${copy.tree}/${folder}`, home)
  if (ended.exitCode === 0) return { text: ended.stdout }
  return { problem: ended.reason === undefined ? kustomizeFailure(ended.stderr, built) : failed(ended.reason) }
}

interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  readonly reason?: string
}

function runToEnd(world: World, program: string, folder: string, home: string): Promise<Ended> {
  return new Promise(resolve => {
    const env = {
      HOME: home,
      TMPDIR: home,
      XDG_CONFIG_HOME: home,
      PATH: home,
      KUSTOMIZE_PLUGIN_HOME: home,
      ...NO_NETWORK,
    }
    const child = spawn(program, ['build', folder], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const release = world.onStop(() => child.kill('SIGKILL'))
    const out: Uint8Array[] = []
    const err: Uint8Array[] = []
    let size = 0
    child.stdout.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size > MAX_OUTPUT) child.kill('SIGKILL')
      else out.push(chunk)
    })
    child.stderr.on('data', (chunk: Uint8Array) => err.length < 100 && err.push(chunk))
    child.on('error', error => {
      release()
      resolve({
        exitCode: 1,
        stdout: '',
        stderr: '',
        reason: `it cannot be started (${errorCode(error) ?? 'unknown'})`,
      })
    })
    child.on('close', code => {
      release()
      const reason = size > MAX_OUTPUT ? { reason: 'it printed more than 100 MiB, and Argo CD takes no more' } : {}
      resolve({ exitCode: code ?? 1, stdout: decode(out), stderr: decode(err), ...reason })
    })
  })
}

// Behind the check of every path: what slipped through meets a closed door.
const NO_NETWORK = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '' } as const

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  return chunks.map(chunk => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
}

function findProgram({ env, kindOf }: World): string | undefined {
  const folders = (env.PATH ?? '').split(':').filter(folder => folder.startsWith('/'))
  return folders.map(folder => `${folder}/kustomize`).find(path => kindOf(path) === 'file')
}

function failed(words: string): Problem {
  return { code: 'kustomize-failed', severity: 'error', path: [], message: `"kustomize build" must succeed: ${words}` }
}

function missingProgram(): Problem {
  return {
    code: 'kustomize-failed',
    severity: 'error',
    path: [],
    message: 'the program "kustomize" must be on PATH',
    why: 'the application has a kustomization',
    fix: 'use an image built from the target `cmp`, which brings it',
  }
}
