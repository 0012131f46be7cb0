// One item of a block list apart from the rest of the text.

import { readPlainYaml } from '../plain/index.ts'
import { itemByYaml } from './item-by-yaml.ts'

export interface LoneItem {
  readonly value: unknown
}

/** The value of an item from its lines, dash included; `undefined` where they are not sound on their own. */
export function readItemAlone(lines: string): LoneItem | undefined {
  const [list, ...more] = readPlainYaml(lines) ?? []
  const isAlone = Array.isArray(list) && list.length === 1 && more.length === 0
  return isAlone ? { value: list[0] } : itemByYaml(lines)
}
