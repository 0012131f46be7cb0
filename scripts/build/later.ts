// Keeps what most runs never call out of what V8 has to look at before the first line runs. The modules named here, with
// what they import, are bundled by themselves into one text, a chunk, which is compiled when one of their functions is first
// called. The sources know nothing of it: unbundled, these are modules like any other.
// Of a megabyte Node takes some 65 milliseconds to read and look at code, 20 at a string, 10 at a comment. So a chunk lies in a
// comment.

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
  /** Usual runs of the function call it: one cluster or several, with flags or warnings. */
  readonly isUsual?: true
  /** So large and so rarely called that it lies there deflated: reading the file costs by its length. */
  readonly isDeflated?: true
}

/**
 * Where a chunk lies: behind the script, in a comment; within it, as a function that a code cache of the script can hold; or
 * beside it, as a file of its name in `parts` of the folder that the script knows as `folder`.
 */
export type Place = 'behind' | 'within' | 'beside'

interface Bundle {
  /** The project's root, absolute. */
  readonly root: string
  readonly outdir: string
  readonly options: BuildOptions
  readonly placeOf: (chunk: Chunk) => Place
}

/**
 * The options of a bundle whose chunks are loaded later: esbuild plugins that put stand-ins in the place of their modules, and
 * the texts behind it. A chunk takes the modules in `shared` from the bundle, by their paths from the root; whatever else its
 * modules import is in the output twice. Writes the source maps of the chunks and those that lie beside the bundle.
 */
export async function withLater(chunks: readonly Chunk[], shared: readonly string[], bundle: Bundle) {
  const made = await Promise.all(chunks.map(chunk => later(chunk, shared, bundle)))
  return {
    plugins: [...made.map(({ plugin }) => plugin), ...(bundle.options.plugins ?? [])],
    footer: made.flatMap(({ behind }) => (behind === undefined ? [] : [behind])).join('\n'),
  }
}

interface Later {
  readonly plugin: Plugin
  readonly behind?: string
}

async function later(chunk: Chunk, shared: readonly string[], bundle: Bundle): Promise<Later> {
  const { root } = bundle
  const { code, taken } = await bundleAlone(chunk, shared, bundle)
  const id = `later:${chunk.name}`
  const standIns = new Map<string, string>()
  for (const path of chunk.modules) standIns.set(join(root, path), await standIn(join(root, path), id))
  const { run, behind } = placed(code, chunk, bundle)
  const plugin: Plugin = {
    name: id,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^later:/ }, ({ path }) => (path === id ? { path, namespace: id } : undefined))
      onLoad({ filter: /.*/, namespace: id }, () => ({ contents: loader(run, taken), resolveDir: root }))
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = standIns.get(path)
        return contents === undefined ? undefined : { contents, resolveDir: root }
      })
    },
  }
  return { plugin, ...(behind === undefined ? {} : { behind }) }
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

/** An expression for the function that runs the code, and what has to stand behind the bundle for it. */
function placed(
  code: string,
  chunk: Chunk,
  { outdir, placeOf }: Bundle,
): { readonly run: string; readonly behind?: string } {
  const { name } = chunk
  switch (placeOf(chunk)) {
    case 'within':
      return { run: `(require, module) => {${code}}` }
    case 'beside':
      write(join(outdir, 'parts', name), code)
      return {
        run: compiled(`process.getBuiltinModule('node:fs').readFileSync(folder + '/parts/${name}', 'latin1')`, name),
      }
    case 'behind': {
      const { text, behind } = chunk.isDeflated ? deflated(code, name) : commented(code, name)
      return { run: compiled(text, name), behind }
    }
  }
}

function deflated(code: string, name: string): Commented {
  const { text, behind } = commented(deflateRawSync(code, { level: 9 }).toString('base64'), name)
  return {
    text: `process.getBuiltinModule('node:zlib').inflateRawSync(Buffer.from(${text}, 'base64')).toString()`,
    behind,
  }
}

interface Commented {
  /** An expression. */
  readonly text: string
  readonly behind: string
}

/** What would end the comment is spelt in a way that the code has no use for. */
const [END, SPELT] = ['*/', '*~/']

/** The text of a function is what stands in the file, comments included (ECMAScript 2019, Function.prototype.toString). */
function commented(code: string, name: string): Commented {
  if (code.includes(SPELT)) throw new Error(`${name} must not hold ${SPELT}`)
  const holder = `later_${name.replace(/\W/g, '_')}`
  const before = `function ${holder}(){/*`
  const text = `${holder}.toString().slice(${before.length}, -3)`
  return {
    text: code.includes(END) ? `${text}.replaceAll('${SPELT}', '${END}')` : text,
    behind: `${before}${code.replaceAll(END, SPELT)}*/}`,
  }
}

function compiled(text: string, name: string): string {
  const file = JSON.stringify(name)
  return `process.getBuiltinModule('node:vm').compileFunction(${text}, ['require', 'module'], { filename: ${file} })`
}

function loader(run: string, taken: readonly string[]): string {
  const imports = taken.map((path, index) => `import * as shared${index} from './${path}'\n`)
  const entries = taken.map((path, index) => `${JSON.stringify(path)}: shared${index}`)
  return `${imports.join('')}
let loaded
export const later = () => {
  if (loaded) return loaded
  const module = { exports: {} }
  const shared = { ${entries.join(', ')} }
  const run = ${run}
  run(path => shared[path] ?? require(path), module)
  return (loaded = module.exports)
}
`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
