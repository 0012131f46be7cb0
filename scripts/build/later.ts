// Keeps what most runs never call out of the text that V8 has to look at. V8 reads all of a script before its first line
// runs, some 30 milliseconds per megabyte, but a string literal in it almost for nothing. So the modules named here, with all
// that they import, are bundled by themselves into one string, which is compiled when one of their functions is first
// called. The sources know nothing of it: unbundled, these are modules like any other.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'

interface LaterModules {
  /** Project's root, absolute. */
  readonly root: string
  /** Paths from the root. Whatever they share with the rest is in the bundle twice, so they must share no state with it. */
  readonly modules: readonly string[]
  /** What the chunk is called in a stack trace; its source map is written beside the bundle under this name. */
  readonly name: string
  readonly options: BuildOptions
}

/** An esbuild plugin that puts stand-ins in the place of the modules. */
export async function later({ root, modules, name, options }: LaterModules): Promise<Plugin> {
  const paths = modules.map(module => join(root, module))
  const chunk = await bundleAlone(paths, { root, name, options })
  const standIns = new Map(await Promise.all(paths.map(async path => [path, await standIn(path)] as const)))
  return {
    name: 'later',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^later:$/ }, () => ({ path: 'later:', namespace: 'later' }))
      onLoad({ filter: /.*/, namespace: 'later' }, () => ({ contents: loader(chunk, name) }))
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = standIns.get(path)
        return contents === undefined ? undefined : { contents, resolveDir: root }
      })
    },
  }
}

async function bundleAlone(
  paths: readonly string[],
  { root, name, options }: Omit<LaterModules, 'modules'>,
): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: paths.map(path => `export * from ${JSON.stringify(path)}\n`).join(''), resolveDir: root },
    outfile: join(root, 'dist', name),
    write: false,
  })
  const text = outputFiles.find(file => file.path.endsWith('.js'))?.text
  if (text === undefined) throw new Error(`esbuild wrote no ${name}`)
  return text
}

/** Only functions can wait to be loaded until they are called. */
async function standIn(path: string): Promise<string> {
  const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href)
  const lines = Object.entries(exported).map(([name, value]) => {
    if (typeof value !== 'function') throw new Error(`${path}: ${name} is no function, so it cannot be loaded later`)
    return `export const ${name} = (...args) => later().${name}(...args)\n`
  })
  return `import { later } from 'later:'\n${lines.join('')}`
}

function loader(chunk: string, name: string): string {
  return `
let loaded
export const later = () => {
  if (!loaded) {
    const module = { exports: {} }
    const { compileFunction } = process.getBuiltinModule('node:vm')
    compileFunction(${JSON.stringify(chunk)}, ['require', 'module'], { filename: ${JSON.stringify(name)} })(require, module)
    loaded = module.exports
  }
  return loaded
}
`
}
