# One document of somebody else makes the whole file theirs.
capv-ha render sound.yaml -o out > first 2>&1; tail -1 first
printf -- '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\n' >> out/sound/cluster_sound.yaml
cp out/sound/cluster_sound.yaml out/sound/also-mine.yaml
capv-ha render sound.yaml -o out 2>&1 | grep -E '^error|deleted'
tail -1 out/sound/also-mine.yaml
