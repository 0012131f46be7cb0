// A kpt package with one HACluster and files of others, and kpt run over it.

import { program, run } from '../programs.ts'
import { type Files, filesIn, folderOf, hostEnv, SEED } from './hosts.ts'

export const kpt = program('kpt')

export const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: clusters # a comment of the user's
  annotations:
    config.kubernetes.io/local-config: "true"
pipeline:
  mutators:
    - exec: capv-ha
`

/** In the form that kpt itself writes: what changes here is our doing. */
export const FOREIGN: Files = {
  'foreign/app.yaml': `# a head comment
apiVersion: apps/v1
kind: Deployment
metadata: # not ours
  name: 'foreign'
  namespace: apps
  annotations:
    example.com/mode: "0644"
spec:
  replicas: 010
  template:
    spec:
      version: 1.30
      enabled: yes
      day: 2024-01-01
      containers:
        - name: main # a line comment
          args: ["a", 'b', c]
---
# the second document
apiVersion: v1
kind: ConfigMap
metadata: {name: flow, namespace: apps}
data:
  script: |
    #!/bin/sh
    echo "---"
  folded: "one line"
`,
  'foreign/anchors.yaml': `apiVersion: example.com/v1
kind: Anchored
metadata:
  name: anchored
spec:
  first: &first
    a: 1
  second: *first
`,
  'foreign/compact.yaml': `apiVersion: example.com/v1
kind: Compact
metadata:
  name: compact
spec:
  list:
  - a
  - b
`,
}

export const PACKAGE: Files = { Kptfile: KPTFILE, 'prod/cluster.yaml': SEED, ...FOREIGN }

/** By the pipeline in its Kptfile. */
export function render(folder: string, ...flags: readonly string[]) {
  return run(kpt, ['fn', 'render', folder, '--allow-exec', ...flags], { env: hostEnv() })
}

/** Without a Kptfile. */
export function evaluate(folder: string, ...flags: readonly string[]) {
  return run(kpt, ['fn', 'eval', folder, '--exec', 'capv-ha', ...flags], { env: hostEnv() })
}

/** A copy of a package with one file changed. */
export function edit(folder: string, path: string, change: (text: string) => string): string {
  const files = filesIn(folder)
  return folderOf({ ...files, [path]: change(files[path] ?? '') })
}

/** The cluster as the function leaves it in the package. */
export const marked = SEED.replace(
  'name: capv-5\n',
  'name: capv-5\n  annotations:\n    config.kubernetes.io/local-config: "true"\n',
)

export const names = (files: Files) => Object.keys(files)
export const inFolder = (files: Files, folder: string) => names(files).filter(name => name.startsWith(`${folder}/`))

const NODE_FILES = [0, 1, 2].flatMap(index =>
  ['kubeadmconfig', 'machine', 'vspheremachine'].map(kind => `${kind}_capv-5-controlplane-${index}.yaml`),
)
const SEED_FILES = ['cluster_capv-5.yaml', 'configmap_capv-5-load-balancer.yaml', 'vspherecluster_capv-5.yaml']
export const expectedFiles = (folder: string) => [...SEED_FILES, ...NODE_FILES].map(name => `${folder}/${name}`).sort()
