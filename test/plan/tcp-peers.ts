// The two ends of a TCP balancer on loopback: backends that greet with their address, and clients that count greetings.
// Waits for events and for connections, never for a time: the test's own timeout is the limit.

import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface TcpBackend {
  readonly host: string
  readonly port: number
  readonly open: () => Promise<void>
  /** Refuses connections and cuts those it has. */
  readonly close: () => Promise<void>
}

/** One listener per host, all on one port, as API servers are; each greets with its address and echoes what it gets. */
export async function startBackends(hosts: readonly string[]): Promise<readonly TcpBackend[]> {
  for (;;) {
    const port = await freePort()
    const opened = await Promise.allSettled(hosts.map(host => startBackend(host, port)))
    const servers = opened.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
    if (servers.length === hosts.length) return servers
    // Somebody else has this port on one of the addresses.
    await Promise.all(servers.map(server => server.close()))
  }
}

async function startBackend(host: string, port: number): Promise<TcpBackend> {
  let server: Server | undefined
  const sockets = new Set<Socket>()
  const open = async () => {
    server = createServer(socket => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => socket.destroy())
      socket.write(`${host}\n`)
      socket.pipe(socket)
    })
    await once(server.listen(port, host), 'listening')
  }
  const close = async () => {
    if (server?.listening !== true) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await open()
  return { host, port, open, close }
}

/**
 * A port that neither accepts nor refuses, as a machine that is switched off: Linux drops what comes to a full queue, and
 * the process behind this one never takes anything from its queue. Returns what ends it.
 */
export async function startSilentBackend(host: string, port: number): Promise<() => Promise<void>> {
  const script = `require('net').createServer().listen({ host: '${host}', port: ${port}, backlog: 1 }, () => {
    require('fs').writeSync(1, 'listening')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  // A queue of length 1 holds two connections.
  const fillers = Array.from({ length: 4 }, () => connect({ host, port }).on('error', () => {}))
  await Promise.all(fillers.slice(0, 2).map(filler => once(filler, 'connect')))
  return async () => {
    for (const filler of fillers) filler.destroy()
    child.kill('SIGKILL')
    await ended
  }
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP listener has a port')
  return address.port
}

export interface SyslogReceiver {
  readonly port: number
  /** Returns once a line that matches has come, now or earlier. */
  readonly until: (line: RegExp) => Promise<void>
  readonly close: () => void
}

/** Receives what a program sends to syslog over UDP. */
export async function receiveSyslog(): Promise<SyslogReceiver> {
  const lines: string[] = []
  const socket = createSocket('udp4').on('message', message => lines.push(String(message)))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const until = async (line: RegExp) => {
    while (!lines.some(each => line.test(each))) await once(socket, 'message')
  }
  return { port: socket.address().port, until, close: () => socket.close() }
}

/** Starts a balancer in the foreground and waits until somebody answers through it; returns what ends it. */
export async function startBalancer(
  path: string | undefined,
  args: readonly string[],
  port: number,
  answered = connectOften,
): Promise<() => Promise<void>> {
  if (path === undefined) throw new Error('a test that starts a program must be skipped where the program is missing')
  const child = spawn(path, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => said.push(String(data)))
  const ended = once(child, 'exit')
  while ((await answered(port, 1)).failed !== undefined) {
    if (child.exitCode !== null) throw new Error(`${path} ended: ${said.join('')}`)
    await sleep(50)
  }
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}

/** How often each backend answered; a connection that none answered is counted as "failed". */
export async function connectOften(port: number, times: number): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (let time = 0; time < times; time++) {
    const answer = await connectOnce(port)
    answer?.socket.destroy()
    const host = answer?.host ?? 'failed'
    counts[host] = (counts[host] ?? 0) + 1
  }
  return counts
}

/** Connects until the wanted backend answers, and keeps that connection. */
export async function connectTo(port: number, host: string): Promise<Socket> {
  for (;;) {
    const answer = await connectOnce(port)
    if (answer?.host === host) return answer.socket
    answer?.socket.destroy()
    await sleep(100)
  }
}

/** The connection and the backend that greets; `undefined` where it is refused or closed before a greeting. */
async function connectOnce(port: number): Promise<{ readonly socket: Socket; readonly host: string } | undefined> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const host = await new Promise<string | undefined>(resolve => {
    socket.once('data', data => resolve(String(data).trim()))
    socket.once('error', () => resolve(undefined))
    socket.once('close', () => resolve(undefined))
  })
  return host === undefined ? undefined : { socket, host }
}

/** Sends a text and returns what comes back; "closed" where the connection is no more. */
export async function echo(socket: Socket | undefined, text: string): Promise<string> {
  if (socket === undefined || socket.destroyed) return 'closed'
  socket.write(text)
  const [data] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => ['closed'])])
  return String(data)
}
