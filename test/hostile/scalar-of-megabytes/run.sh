# One long scalar in a document of somebody else is none of our business.
{ printf 'x: '; head -c 8000000 /dev/zero | tr '\0' a; printf '\n---\n'; cat sound.yaml; } > long.yaml
capv-ha validate long.yaml 2>&1 | tail -1
{ printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: '; head -c 8000000 /dev/zero | tr '\0' a; echo; } > application.yaml
rm long.yaml; capv-ha cmp generate 2>&1 | wc -c | sed 's/[0-9]\{6\}$/ million/'
