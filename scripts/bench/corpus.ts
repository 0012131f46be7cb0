// Rows for clusters as people write them: block style, flow style, JSON, comments, line ends of Windows, text blocks.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from './measure.ts'

const folder = join(import.meta.dirname, 'clusters')

/** Of one HACluster each, called capv-5, in 192.168.10.0/24 and fd00:10::/64; none causes a warning. */
const texts = readdirSync(folder).map(file => readFileSync(join(folder, file), 'utf8'))

export function corpusRows(bundle: string, reference: Row['reference']): readonly Row[] {
  const render = (text: string) => ({ args: [bundle, 'render', '-'], stdin: text })
  return [
    { name: `${texts.length} ways to write it`, command: texts.map(render), reference, budget: 1.9 },
    { name: 'each with its warnings', command: texts.map(unacknowledged).map(render), reference, budget: 2.3 },
    { name: '1,000 of them mixed', command: render(mixed(1000)), reference, budget: 30, limit: '250 MiB', runs: 5 },
  ]
}

/** In YAML or JSON; it stands last, or before lines that begin with a blank less. */
function unacknowledged(text: string): string {
  return text.replace(/,?\r?\n *"?acknowledge"?:.*(?:\r?\n +- .*)*/, '')
}

/** Each with a name and networks of its own, outside the pod and service networks. */
function mixed(count: number): string {
  const renamed = Array.from({ length: count }, (_, i) =>
    (texts[i % texts.length] ?? '')
      .replaceAll('capv-5', `capv-${i}`)
      .replaceAll('192.168.10.', `172.${Math.floor(i / 256)}.${i % 256}.`)
      .replaceAll('fd00:10:', `fd00:${(0x1000 + i).toString(16)}:`)
      .replace(/^---\n/, ''),
  )
  return renamed.join('---\n')
}
