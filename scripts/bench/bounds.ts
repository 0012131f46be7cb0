// Rows for hostile input: the worst of each kind (test/bounds/inputs.ts), against the YAML library reading the same bytes.

import { INPUTS } from '../../test/bounds/inputs.ts'
import type { Row } from './measure.ts'

const WORST: ReadonlySet<string> = new Set([
  'unknown fields',
  'values of another type',
  'unprintable values',
  'bad labels',
  'labels',
  'pools',
  'pools with faults',
  'addresses',
  'worker addresses',
  'extra devices',
  'mounts',
  'file systems',
  'files',
  'failure domains',
  'clusters without fields',
  'broken flow documents',
  'patches',
  'copies',
  'long target of groups',
  'file of URLs',
  'server: vcenter.example.test: colons',
  'unknown field of letters',
  'aliases',
  'merge keys in a chain',
  'brackets',
  'JSON labels',
  'JSON key',
])

const PARSE =
  'import{readFileSync as r}from"node:fs";import{parseAllDocuments as p}from"yaml";try{p(r(0,"utf8"),{uniqueKeys:false,merge:true,prettyErrors:false,logLevel:"silent"})}catch{}'

/** `size` in characters, about. Each ends in output or a refusal, and never in a stack. */
export function boundsRows(bundle: string, size: number): readonly Row[] {
  return INPUTS.filter(({ name }) => WORST.has(name)).map(({ name, unit, make }) => {
    const stdin = make(Math.round(size / unit))
    return {
      name,
      command: { args: [bundle, 'render', '-'], stdin, exitCodes: [0, 1] },
      reference: { name: 'a plain parse', command: { args: ['--input-type=module', '-e', PARSE], stdin } },
      budget: 2,
      runs: 3,
    }
  })
}
