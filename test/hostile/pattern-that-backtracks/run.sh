# Patterns are matched in linear time.
{
  cat sound.yaml
  printf "  patches:\n  - target: {name: '(([a-z0-9-]+)+)+!'}\n    patch: '[{op: add, path: /metadata/labels/x, value: y}]'\n"
} > cluster.yaml
capv-ha validate cluster.yaml 2>&1 | sed -n '/^error/,/^$/p'
