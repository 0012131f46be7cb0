// What only some runs call, and the bundle therefore keeps aside (later.ts).

import type { Chunk } from './later.ts'

export const CHUNKS: readonly Chunk[] = [
  {
    // The YAML library: plain text is read without it.
    name: 'yaml.js',
    modules: [
      'src/read/documents/documents-by-yaml.ts',
      'src/read/list/item-by-yaml.ts',
      'src/read/list/list-by-yaml.ts',
      'src/write/mark-by-yaml.ts',
    ],
  },
  // zod, and our words for a faulty document.
  { name: 'faults.js', modules: ['src/config/shape/check-shape.ts'], isDeflated: true },
  { name: 'report.js', modules: ['src/problems/report.ts'], isUsual: true },
  { name: 'patches.js', modules: ['src/patch/parse-patches.ts', 'src/patch/apply-patches.ts'] },
  { name: 'kubeadm.js', modules: ['src/config/checks/kubeadm.ts', 'src/config/checks/ignition.ts'] },
  // Go's regular expressions, for the few patches whose targets are more than names and wildcards.
  { name: 're2.js', modules: ['src/patch/go-pattern.ts'], isDeflated: true },
  // SHA-256, for clusters with templates or a cloud provider of ours.
  { name: 'template-names.js', modules: ['src/plan/template-names.ts', 'src/plan/hash.ts'] },
  {
    // The cloud controller manager that is delivered from CAPV v0.8 on.
    name: 'cloud-provider.js',
    modules: [
      'src/plan/cloud-provider/cloud-controller.ts',
      'src/render/shared/cloud-controller-manager.ts',
      'src/config/checks/cloud-controller.ts',
    ],
  },
  // The JSON Schema for readers, and what secrets look like.
  { name: 'json-schema.js', modules: ['src/config/schema/json-schema.ts'], isDeflated: true },
  { name: 'secret-patterns.js', modules: ['src/problems/secret-patterns.ts'] },
  // Rules over what few clusters have, and between clusters.
  { name: 'across-checks.js', modules: ['src/config/checks/across.ts'], isUsual: true },
  { name: 'zone-checks.js', modules: ['src/config/checks/zones.ts'] },
  { name: 'flag-checks.js', modules: ['src/config/checks/flags.ts'], isUsual: true },
  { name: 'node-file-checks.js', modules: ['src/config/checks/node-files.ts'] },
  // What few nodes have set up: proxy, mirrors, certificates, time servers, disks, or all of it by ignition.
  { name: 'node-setup.js', modules: ['src/plan/node-setup/parts.ts', 'src/plan/node-setup/ignition.ts'] },
  // For clusters with a fault of shape.
  { name: 'reads.js', modules: ['src/config/checks/reads.ts'], isDeflated: true },
  { name: 'node-setup-checks.js', modules: ['src/config/checks/node-setup.ts'] },
  { name: 'kube-vip-checks.js', modules: ['src/config/checks/kube-vip.ts'] },
  // For output that was there before and is now another.
  { name: 'effects.js', modules: ['src/effects/former-output.ts'] },
  // For `render --check`.
  { name: 'folder-diff.js', modules: ['src/hosts/cli/folder-diff.ts'] },
  // The hosts: most runs are of one.
  { name: 'commands.js', modules: ['src/hosts/cli.ts'] },
  { name: 'function.js', modules: ['src/hosts/krm.ts'], isUsual: true },
  // What `capv-ha init` prints.
  { name: 'starter.js', modules: ['src/hosts/starter/make-starter.ts'], isDeflated: true },
  // What `capv-ha schema` adds for editors.
  { name: 'editor-schema.js', modules: ['src/config/schema/editor-schema.ts'], isDeflated: true },
  // What shells read once.
  { name: 'completion.js', modules: ['src/hosts/completion/completion-script.ts'], isDeflated: true },
  // Values from outside of the files: an Application's parameters, `--set`.
  { name: 'overrides.js', modules: ['src/hosts/overrides/apply-overrides.ts'] },
  // The Argo CD plugin.
  { name: 'plugin.js', modules: ['src/hosts/cmp.ts'] },
  // For applications that leave files out.
  { name: 'globs.js', modules: ['src/hosts/cmp/globs.ts'], isDeflated: true },
]

/** What a chunk takes from the bundle instead of holding a copy: other chunks, and what is large or called by several. */
export const SHARED: readonly string[] = [
  ...CHUNKS.flatMap(({ modules }) => modules),
  'src/addresses.ts',
  'src/expand.ts',
  'src/facts/releases.ts',
  'src/plan/load-balancers/index.ts',
  'src/config/resolve/devices.ts',
  'src/config/resolve/groups.ts',
  'src/problems/private-names.ts',
  'src/problems/problem.ts',
  'src/problems/quoted.ts',
  'src/problems/secret-in-text.ts',
  'src/problems/sort.ts',
  'src/config/releases/usable.ts',
  'src/config/schema/shape-schema.ts',
  'src/read/documents/document.ts',
  'src/read/plain/plain-yaml.ts',
  'src/write/yaml.ts',
]
