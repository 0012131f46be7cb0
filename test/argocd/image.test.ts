// The sidecar's image under Argo CD's server: as user 999 on a read-only root where only /tmp can be written, with a checkout
// that has lost its exec bits.

import { chmodSync, cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { builtImage, folderOf, hostEnv, podman, SEED } from '../hosts/hosts.ts'
import { program, run } from '../programs.ts'
import { argocdHost } from './plugin-host.ts'

const kustomize = program('kustomize')

describe.skipIf(podman === undefined || kustomize === undefined || argocdHost === undefined)('the cmp image', () => {
  let image = ''
  beforeAll(() => {
    image = builtImage('cmp')
  })

  /** Runs a script of Node in the sidecar, which has no shell: it starts the server, asks, and prints the answer. */
  function ask(repository: string, application: string): { stdout: string; stderr: string } {
    const host = folderOf({})
    cpSync(argocdHost ?? '', join(host, 'argocd-cmp-server'))
    chmodSync(host, 0o755)
    chmodSync(dirname(host), 0o755)
    chmodSync(repository, 0o755)
    const script = `
      const { spawn, spawnSync } = require('node:child_process')
      const server = '/var/run/argocd/argocd-cmp-server'
      fs.mkdirSync('/tmp/sockets')
      process.env.ARGOCD_PLUGINSOCKFILEPATH = '/tmp/sockets'
      const child = spawn(server, ['server'], { stdio: 'ignore' })
      const deadline = Date.now() + 30000
      while (!fs.existsSync('/tmp/sockets/capv-ha.sock') && Date.now() < deadline) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
      }
      const args = ['generate', '/tmp/sockets/capv-ha.sock', '/repository', '${application}']
      const answer = spawnSync(server, [...args, 'ARGOCD_APP_SOURCE_PATH=${application}'], { stdio: 'inherit' })
      child.kill('SIGKILL')
      const left = fs.readdirSync('/tmp').filter(name => !['sockets', '_cmp_server'].includes(name))
      console.error(JSON.stringify({ status: answer.status, user: process.getuid(), left }))`
    const flags = [
      ...['run', '--rm', '--network=none', '--read-only', '--read-only-tmpfs=false', '--cap-drop=all'],
      ...['--security-opt=no-new-privileges', '--tmpfs=/tmp:rw,mode=1777', '--entrypoint=/usr/local/bin/node'],
      ...[`--volume=${host}:/var/run/argocd:ro`, `--volume=${repository}:/repository:ro`],
    ]
    return run(podman, [...flags, image, '-e', script], { env: hostEnv() })
  }

  test.each([['plain'], ['kustomized']])('answers for a %s folder', application => {
    const repository = folderOf({
      'plain/a.yaml': SEED,
      'kustomized/kustomization.yaml': 'generators: [clusters]\n',
      'kustomized/clusters/kustomization.yaml':
        'resources: [a.yaml]\ncommonAnnotations:\n  config.kubernetes.io/function: "exec: {path: capv-ha}"\n',
      'kustomized/clusters/a.yaml': SEED,
    })
    mkdirSync(join(repository, 'empty'))
    const { stdout, stderr } = ask(repository, application)
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toEqual({ status: 0, user: 999, left: [] })
    expect(
      stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).kind),
    ).toContain('VSphereCluster')
  })

  test('an error is an error', () => {
    const { stdout, stderr } = ask(folderOf({ 'c/a.yaml': SEED.replace('capvVersion', 'capvVersoin') }), 'c')
    expect(stdout).toBe('')
    expect(stderr).toContain('error[')
    expect(stderr).toContain('"status":1')
  })
})
