// Our objects as one multi-document YAML stream, in the order in which they come.

import type { Manifest } from '../manifest.ts'
import { printYaml } from './yaml.ts'

/** Between two documents. */
export const SEPARATOR = '---\n'

/** Documents separated by `---` lines, ending in a line end; nothing at all for no manifests. */
export function printStream(manifests: readonly Manifest[]): string {
  return manifests.map(manifest => printYaml(manifest)).join(SEPARATOR)
}
