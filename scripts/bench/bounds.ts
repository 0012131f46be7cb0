// Rows for hostile input: the worst of each kind (test/bounds/inputs.ts), against the YAML library reading the same bytes.

import { INPUTS } from '../../test/bounds/inputs.ts'
import type { Row } from './measure.ts'

/** What they end with at this size. */
const WORST: Readonly<Record<string, 0 | 1>> = {
  'unknown fields': 1,
  'bad labels': 1,
  labels: 0,
  'pools with faults': 1,
  addresses: 1,
  'worker addresses': 1,
  pools: 0,
  'extra devices': 1,
  files: 1,
  'failure domains': 1,
  'clusters without fields': 1,
  'broken flow documents': 1,
  patches: 1,
  copies: 1,
  'long target of groups': 1,
  'file of URLs': 1,
  'unknown field of letters': 1,
  aliases: 1,
  'merge keys in a chain': 1,
  brackets: 1,
  'JSON labels': 0,
  'JSON key': 1,
}

const PARSE =
  'import{readFileSync as r}from"node:fs";import{parseAllDocuments as p}from"yaml";try{p(r(0,"utf8"),{uniqueKeys:false,merge:true,prettyErrors:false,logLevel:"silent"})}catch{}'

/** `size` in characters, about. */
export function boundsRows(bundle: string, size: number): readonly Row[] {
  return INPUTS.filter(({ name }) => Object.hasOwn(WORST, name)).map(({ name, unit, make }) => {
    const stdin = make(Math.round(size / unit))
    return {
      name,
      command: { args: [bundle, 'render', '-'], stdin, exitCode: WORST[name] ?? 0 },
      reference: { name: 'a plain parse', command: { args: ['--input-type=module', '-e', PARSE], stdin } },
      runs: 3,
    }
  })
}
