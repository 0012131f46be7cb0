// API servers as a balancer sees them: TLS listeners on loopback that answer health checks with a status of one's choice, and
// everything else with their address.

import { once } from 'node:events'
import { createServer, request } from 'node:https'
import { freePort } from './tcp-peers.ts'

export interface ApiServer {
  readonly host: string
  readonly port: number
  /** The status of health checks from now on; 200 at first. */
  readonly answer: (status: number) => void
  /** Method and path of every request but those of `askOften`. */
  readonly checked: () => readonly string[]
  readonly close: () => Promise<void>
}

interface KeyPair {
  readonly key: string
  readonly cert: string
}

const WHO_ARE_YOU = '/version'

/** One server a host, all on one port. */
export async function startApiServers(hosts: readonly string[], pair: KeyPair): Promise<readonly ApiServer[]> {
  const port = await freePort()
  return Promise.all(hosts.map(host => startApiServer(host, port, pair)))
}

async function startApiServer(host: string, port: number, pair: KeyPair): Promise<ApiServer> {
  let status = 200
  const checked: string[] = []
  const server = createServer(pair, ({ method, url }, response) => {
    if (url !== WHO_ARE_YOU) checked.push(`${method} ${url}`)
    response.writeHead(url === WHO_ARE_YOU ? 200 : status).end(host)
  })
  await once(server.listen(port, host), 'listening')
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const answer = (wanted: number) => {
    status = wanted
  }
  return { host, port, answer, checked: () => checked, close }
}

/** How often each API server answered, a new connection each time. */
export async function askOften(port: number, times: number): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (let time = 0; time < times; time++) {
    const host = await ask(port)
    counts[host] = (counts[host] ?? 0) + 1
  }
  return counts
}

function ask(port: number): Promise<string> {
  return new Promise(resolve => {
    const options = { host: '127.0.0.1', port, path: WHO_ARE_YOU, agent: false, rejectUnauthorized: false }
    request(options, response => response.on('data', data => resolve(String(data))))
      .on('error', () => resolve('failed'))
      .end()
  })
}
