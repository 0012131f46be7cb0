# An HACluster is input, whatever annotations it bears and wherever it lies.
mkdir -p out/sound
sed 's#^  name: sound#  name: sound\n  annotations: {capv-ha.dev/owner: default/sound}#' sound.yaml > out/in.yaml
cp out/in.yaml out/sound/leftover.yaml
capv-ha render out -o out 2>&1 | tail -1
cmp out/in.yaml out/sound/leftover.yaml && echo kept
