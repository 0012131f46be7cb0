// Keeps what most runs never call out of the text that V8 has to look at. V8 reads all of a script before its first line
// runs, some 30 milliseconds per megabyte, but a string literal in it almost for nothing. So the modules named here, with
// what they import, are bundled by themselves into one string, a chunk, which is compiled when one of their functions is
// first called. The sources know nothing of it: unbundled, these are modules like any other.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { type BuildOptions, build, type Plugin } from 'esbuild'

export interface Chunk {
  /** What it is called in a stack trace; its source map lies in the output folder under this name. */
  readonly name: string
  /** Paths from the root. They export functions only: nothing else can wait to be loaded until it is called. */
  readonly modules: readonly string[]
  /** So large and so rarely called that it lies there deflated: reading the file and looking at it costs by its length. */
  readonly isDeflated?: true
}

interface Bundle {
  /** The project's root, absolute. */
  readonly root: string
  readonly outdir: string
  readonly options: BuildOptions
}

/**
 * An esbuild plugin that puts stand-ins in the place of a chunk's modules. The chunk takes the modules in `shared` from the
 * bundle, by their paths from the root; whatever else its modules import is in the output twice. Writes its source map.
 */
export async function later(chunk: Chunk, shared: readonly string[], bundle: Bundle): Promise<Plugin> {
  const { root } = bundle
  const { code, taken } = await bundleAlone(chunk, shared, bundle)
  const id = `later:${chunk.name}`
  const standIns = new Map<string, string>()
  for (const path of chunk.modules) standIns.set(join(root, path), await standIn(join(root, path), id))
  return {
    name: id,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^later:/ }, ({ path }) => (path === id ? { path, namespace: id } : undefined))
      onLoad({ filter: /.*/, namespace: id }, () => ({
        contents: loader(textOf(code, chunk), chunk.name, taken),
        resolveDir: root,
      }))
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = standIns.get(path)
        return contents === undefined ? undefined : { contents, resolveDir: root }
      })
    },
  }
}

/** The code of a chunk, and what it takes from the bundle. */
async function bundleAlone({ name, modules }: Chunk, shared: readonly string[], { root, outdir, options }: Bundle) {
  const taken = new Set<string>()
  const others = shared.filter(path => !modules.includes(path))
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: modules.map(path => `export * from './${path}'\n`).join(''), resolveDir: root },
    outfile: join(outdir, name),
    write: false,
    plugins: [...(options.plugins ?? []), fromBundle(others, root, taken)],
  })
  let code = ''
  for (const { path, text } of outputFiles) {
    if (path.endsWith('.map')) write(path, text)
    else code = text
  }
  return { code, taken: [...taken] }
}

/** In the chunk a shared module is a `require` of its path; notes those that it finds. */
function fromBundle(shared: readonly string[], root: string, taken: Set<string>): Plugin {
  return {
    name: 'from bundle',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
        const found = relative(root, join(resolveDir, path))
        if (!shared.includes(found)) return undefined
        taken.add(found)
        return { path: found, external: true }
      })
    },
  }
}

async function standIn(path: string, id: string): Promise<string> {
  const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href)
  const lines = Object.entries(exported).map(([name, value]) => {
    if (typeof value !== 'function') throw new Error(`${path}: ${name} is no function, so it cannot be loaded later`)
    return `export const ${name} = (...args) => later().${name}(...args)\n`
  })
  return `import { later } from ${JSON.stringify(id)}\n${lines.join('')}`
}

/** An expression that yields the code. */
function textOf(code: string, { isDeflated }: Chunk): string {
  if (!isDeflated) return JSON.stringify(code)
  const packed = JSON.stringify(deflateRawSync(code, { level: 9 }).toString('base64'))
  return `process.getBuiltinModule('node:zlib').inflateRawSync(Buffer.from(${packed}, 'base64')).toString()`
}

function loader(text: string, name: string, taken: readonly string[]): string {
  const imports = taken.map((path, index) => `import * as shared${index} from './${path}'\n`)
  const entries = taken.map((path, index) => `${JSON.stringify(path)}: shared${index}`)
  return `${imports.join('')}
let loaded
export const later = () => {
  if (loaded) return loaded
  const module = { exports: {} }
  const shared = { ${entries.join(', ')} }
  const { compileFunction } = process.getBuiltinModule('node:vm')
  const run = compileFunction(${text}, ['require', 'module'], { filename: ${JSON.stringify(name)} })
  run(path => shared[path] ?? require(path), module)
  return (loaded = module.exports)
}
`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
