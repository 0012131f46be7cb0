// Kubernetes quantities in the one spelling that the API server keeps. Tried: `quantityToScalar` of @kubernetes/client-node 2.0
// and kubernetes-resource-parser 0.1 make numbers of them; nothing writes one again.

const DECIMAL: readonly (readonly [string, bigint])[] = [
  ['P', 10n ** 18n],
  ['T', 10n ** 15n],
  ['G', 10n ** 12n],
  ['M', 10n ** 9n],
  ['k', 10n ** 6n],
  ['', 1000n],
  ['m', 1n],
]
const BINARY: readonly (readonly [string, bigint])[] = [
  ['Pi', 1000n * 2n ** 50n],
  ['Ti', 1000n * 2n ** 40n],
  ['Gi', 1000n * 2n ** 30n],
  ['Mi', 1000n * 2n ** 20n],
  ['Ki', 1000n * 2n ** 10n],
  ['', 1000n],
]

/**
 * `1000m` → `1`, `1024Mi` → `1Gi`, `0.5` → `500m`: any other spelling is rewritten by the server, and a GitOps tool sees drift.
 * Source: kubernetes/apimachinery pkg/api/resource/quantity.go (CanonicalizeBytes): the largest suffix without a fraction;
 * binary only from 1024 on. What is finer than a thousandth is rounded up.
 */
export function canonicalQuantity(text: string): string {
  const [, whole = '0', fraction = '', suffix = ''] = /^(\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(text) ?? []
  const isBinary = suffix.endsWith('i')
  const unit = (isBinary ? BINARY : DECIMAL).find(([name]) => name === suffix)?.[1] ?? 1000n
  const scale = 10n ** BigInt(fraction.length)
  const thousandths = (BigInt(whole + fraction) * unit + scale - 1n) / scale
  const units = isBinary && thousandths >= 1_024_000n && thousandths % 1000n === 0n ? BINARY : DECIMAL
  const [name, size] = units.find(([, each]) => thousandths !== 0n && thousandths % each === 0n) ?? ['', 1000n]
  return `${thousandths / size}${name}`
}
