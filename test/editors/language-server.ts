// yaml-language-server as an editor talks to it, over LSP on standard input and output: what VS Code, JetBrains' LSP plugins and
// Neovim show of a file comes from it.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../bundle.ts'

export interface Diagnostic {
  readonly line: number
  readonly message: string
}

export interface LanguageServer {
  /** What the editor underlines once the file is open; lines count from 1. */
  diagnose(path: string, text: string): Promise<readonly Diagnostic[]>
  /** Labels of what is offered where `‸` stands in the text. */
  complete(path: string, text: string): Promise<readonly string[]>
  /** What is shown for the word around `‸`. */
  hover(path: string, text: string): Promise<string>
  stop(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
}

const CURSOR = '‸'
const SERVER = join(ROOT, 'node_modules/yaml-language-server/bin/yaml-language-server')

/** Starts it with settings such as an editor sends: `schemas` maps a schema's URL to patterns of files. */
export async function startServer(schemas: Readonly<Record<string, string>>): Promise<LanguageServer> {
  const yaml = { schemas, schemaStore: { enable: false }, validate: true, hover: true, completion: true }
  const child = spawn(process.execPath, [SERVER, '--stdio'])
  const answers = new Map<number, (result: unknown) => void>()
  const diagnoses = new Map<string, (diagnostics: readonly Diagnostic[]) => void>()
  let asked = 0
  const ask = (method: string, params: unknown) => {
    asked += 1
    send(child, { id: asked, method, params })
    return new Promise<unknown>(resolve => answers.set(asked, resolve))
  }
  onMessages(child, message => {
    if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = published(message.params)
      diagnoses.get(uri)?.(diagnostics)
    } else if (message.method === undefined) answers.get(message.id ?? 0)?.(message.result)
    else if (message.id !== undefined) send(child, { id: message.id, result: [yaml] })
  })
  await ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
  send(child, { method: 'initialized', params: {} })
  send(child, { method: 'workspace/didChangeConfiguration', params: { settings: { yaml } } })
  let opened = 0
  const open = (path: string, text: string) => {
    opened += 1
    // The same path again is another file for the server: it keeps what it has opened.
    const uri = `${pathToFileURL(path.replace(/(?=[^/]*$)/, `${opened}/`)).href}`
    const textDocument = { uri, languageId: 'yaml', version: 1, text: text.replace(CURSOR, '') }
    const found = new Promise<readonly Diagnostic[]>(resolve => diagnoses.set(uri, resolve))
    send(child, { method: 'textDocument/didOpen', params: { textDocument } })
    return { uri, found }
  }
  const askAt = async (method: string, path: string, text: string) => {
    const { uri } = open(path, text)
    const before = text.slice(0, text.indexOf(CURSOR)).split('\n')
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
    return JSON.stringify(await ask(method, { textDocument: { uri }, position }))
  }
  return {
    diagnose: (path, text) => open(path, text).found,
    complete: async (path, text) => labels(await askAt('textDocument/completion', path, text)),
    hover: (path, text) => askAt('textDocument/hover', path, text),
    stop: () => void child.kill(),
  }
}

function labels(answer: string): readonly string[] {
  const { items } = JSON.parse(answer)
  return items.map(({ label }: { readonly label: string }) => label)
}

function published(params: unknown): { readonly uri: string; readonly diagnostics: readonly Diagnostic[] } {
  const { uri, diagnostics } = JSON.parse(JSON.stringify(params))
  return {
    uri,
    diagnostics: diagnostics.map(
      ({
        range,
        message,
      }: {
        readonly range: { readonly start: { readonly line: number } }
        readonly message: string
      }) => ({
        line: range.start.line + 1,
        message,
      }),
    ),
  }
}

function send(child: ChildProcessWithoutNullStreams, message: Message): void {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message })
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
}

/** Each message has a head with its length in bytes. */
function onMessages(child: ChildProcessWithoutNullStreams, take: (message: Message) => void): void {
  let bytes = Buffer.alloc(0)
  child.stdout.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more])
    for (;;) {
      const start = bytes.indexOf('\r\n\r\n') + 4
      const length = Number(/Content-Length: (\d+)/.exec(bytes.toString('latin1', 0, start))?.[1])
      if (start < 4 || bytes.length < start + length) return
      const text = bytes.toString('utf8', start, start + length)
      bytes = bytes.subarray(start + length)
      take(JSON.parse(text))
    }
  })
}
