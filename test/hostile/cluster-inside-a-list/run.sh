# Clusters inside of lists, and of lists inside of lists.
codes() { grep -oE '^(error|warning)\[[a-z-]+\]' | sort | uniq -c | sed 's/^ *//'; }

every_host() {
  rm -rf app; mkdir app; cp "$1" app/clusters.yaml
  capv-ha validate "$1" > out 2> err; echo "validate $? $(grep -c . out) $(codes < err)"
  capv-ha render "$1" > out 2> err; echo "render $? $(grep -c . out) $(codes < err)"
  capv-ha loadbalancer "$1" > out 2> err; echo "loadbalancer $? $(grep -c . out) $(codes < err)"
  (cd app && capv-ha cmp generate > ../out 2> ../err; echo "cmp $? $(grep -c . ../out) $(codes < ../err)")
  as_items "$1" | capv-ha > out 2> err; echo "function $? $(grep -c '^  kind: MachineDeployment' out) $(codes < err)"
}
as_items() {
  printf 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n'
  sed -n '1s/^/- /p; 2,$s/^/  /p' "$1" | sed 's/^  ---$/-/'
}

{
  cat sound.yaml
  printf -- '---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n'
  sed -n '1s/^/  - /p; 2,$s/^/    /p' sound.yaml
  printf -- '---\napiVersion: capv-ha.dev/v1alpha1\nkind: HAClusterList\nitems:\n'
  sed -n '1s/^/- /p; 2,$s/^/  /p' sound.yaml
} > clusters.yaml
every_host clusters.yaml
