# A chart's template among manifests: braces are a map in YAML, and nobody means a map.
codes() { grep -oE '^(error|warning)\[[a-z-]+\]' | sort | uniq -c | sed 's/^ *//'; }

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n' > template.yaml
capv-ha cmp generate > out 2> err; echo "$? $(grep -c . out)"; codes < err; grep template.yaml err
