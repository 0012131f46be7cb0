// What kustomize's standard error means, in words of ours. Its own are not repeated: nearly all of them quote the document
// that they speak of, so a patch or a literal with a password as well.
// Source: kustomize v5.8.1, each message as it was seen.

/** What kustomize says of a fault, and what must be instead, to follow on "must succeed:". */
type Fault = readonly [said: RegExp, words: string]

/** The first that matches counts: causes stand before what follows from them. */
const FAULTS: readonly Fault[] = [
  [/invalid literal source/, 'each entry of `literals` must have the form `key=value`'],
  [/illegally repeats the key|another key by that name/, 'a generator must not have one key twice'],
  [/key name or file path contains '='/, 'an entry of `files` must have the form `path` or `key=path`'],
  [/a (configmap|secret) must have a name/, 'a generator must have a `name`'],
  [/env source files?:/, 'each line of a file under `envs` must have the form `KEY=VALUE`, in UTF-8'],
  [/loading KV pairs|is not a valid key/, 'the keys and values of every generator must be readable'],
  [
    /merging from generator/,
    '`behavior` of a generator must be `merge` or `replace` for an object that exists, and for no other',
  ],
  [
    /unable to parse SM or JSON patch|evalsymlink failure|jsonOp: /,
    'each patch must be one object with `apiVersion`, `kind` and `metadata.name`, or a list of JSON patch operations in JSON or block style',
  ],
  [/unknown patch strategy/, '`$patch` must be `merge`, `replace` or `delete`'],
  [
    /failed to find unique target|no resource matches|no matches for Id/,
    'each patch must be for exactly one object of the kustomization',
  ],
  [
    /does not apply|Unexpected kind|error in remove|testing value .{0,200} failed|missing value/s,
    'each operation of a JSON patch must fit the objects that it is for',
  ],
  [
    /already registered id|ID conflict|conflict between/,
    'no object must be given twice, nor become the same as another one by a prefix, a suffix or a namespace',
  ],
  [/cycle detected/, 'kustomizations must not name each other in a circle'],
  [
    /expected kind '?(Component|Kustomization|!= 'Component')/,
    'folders under `components` must hold a kustomization of kind Component, and those under `resources` one of kind Kustomization',
  ],
  [
    /nothing selected by|in replacement target|replacement source|unable to find field|unable to create|fieldPath/,
    'the source of a replacement and the fields of its targets must exist',
  ],
  [/cannot be mapped to a field|well-defined vars|var '/, 'each of `vars` must refer to a field that exists'],
  [
    /does not match a config with the following GVK/,
    'each of `replicas` must name a Deployment, StatefulSet, ReplicaSet or ReplicationController of the kustomization',
  ],
  [/sortOptions/, '`sortOptions.order` must be `fifo` or `legacy`'],
  [/unable to load builtin/, 'a config with `apiVersion: builtin` must be of a kind that kustomize has'],
  [/loading CRDs/, 'each file under `crds` must hold definitions as kustomize reads them'],
  [/already defined at line/, 'no key of a manifest must be written twice'],
  [/MalformedYAMLError|yaml: |converting YAML to JSON/, 'each file must be valid YAML'],
  [
    /missing Resource metadata|missing metadata\.name|Object 'Kind' is missing|missing kind|wrong node kind/,
    'each document must be an object with `apiVersion`, `kind` and `metadata.name`',
  ],
  [
    /kind should be Kustomization|apiVersion for /,
    '`kind` must be `Kustomization` or `Component`, with the apiVersion that belongs to it',
  ],
  [/json: unknown field|invalid field/, 'every field must be one that kustomize knows'],
  [/cannot unmarshal/, 'every field must have the type that kustomize wants'],
  [/is empty|Failed to read kustomization file/, 'a kustomization must not be empty'],
]

/** What must be so that `kustomize build` succeeds; `undefined` for words that nobody has seen yet. */
export function faultIn(words: string): string | undefined {
  return typeFault(words) ?? FAULTS.find(([said]) => said.test(words))?.[1]
}

const GO_TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  bool: 'true or false',
  int: 'a whole number',
  int64: 'a whole number',
}

/** A field of another type than it should have: its name is one of kustomize's own, none of the document's. */
function typeFault(words: string): string | undefined {
  const [, given = '', path = '', type = ''] =
    /cannot unmarshal ([a-z]{1,20}) into Go struct field ([A-Za-z.]{1,200}) of type ([A-Za-z0-9[\]*.]{1,100})/.exec(
      words,
    ) ?? []
  const field = path
    .split('.')
    .filter(name => /^[a-z]/.test(name))
    .join('.')
  const wanted = GO_TYPES[type] ?? (type.startsWith('[]') ? 'a list' : 'a map')
  const is = GO_TYPES[given]
  return field === '' || is === undefined ? undefined : `\`${field}\` must be ${wanted}, not ${is}`
}
