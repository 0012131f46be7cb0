# Each copy doubles what the one before it has made.
{
  cat sound.yaml
  printf '  patches:\n  - target: {kind: Cluster}\n    patch: |\n      - {op: add, path: /metadata/annotations/a, value: [x, x]}\n'
  for i in $(seq 30); do echo "      - {op: copy, from: /metadata, path: /metadata/annotations/c$i}"; done
} > cluster.yaml
capv-ha render cluster.yaml 2>&1 | sed -n '/^error/,/^$/p'
