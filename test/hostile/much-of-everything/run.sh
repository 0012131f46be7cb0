# Reports are bounded, however much is wrong and however long it is.
many() { { cat sound.yaml; echo "$1"; seq "$2" | sed "$3"; } > cluster.yaml; capv-ha validate cluster.yaml 2>&1 | grep -E '^and|^error.too-large' | sed 's/,.*//'; }
many '' 50000 's/.*/  zzz-&: 1/'
many '  labels:' 50000 's/.*/    zzz-&: x y/'
many '  labels:' 300000 's/.*/    zzz-&: [1]/'
# Keys and values of megabytes are cut, in YAML and in JSON on one line.
long=$(head -c 100000 /dev/zero | tr '\0' a)
for _ in 1 2 3 4 5 6; do long=$long$long; done
{ cat sound.yaml; printf '  %s: 1\n' "$long"; } > cluster.yaml
capv-ha validate cluster.yaml 2>&1 | wc -c | sed 's/^[0-9]\{1,4\}$/less than ten pages/'
printf '{"apiVersion":"capv-ha.dev/v1alpha1","kind":"HACluster","metadata":{"name":"%s"},"spec":{}}' "$long" > cluster.yaml
capv-ha validate cluster.yaml 2>&1 | wc -c | sed 's/^[0-9]\{1,4\}$/less than ten pages/'
