# Links in the place of a file, of its folder and of its draft: none is followed, none is replaced.
echo precious > victim
for place in out/sound out/sound/cluster_sound.yaml out/sound/cluster_sound.yaml.capv-ha-draft; do
  rm -rf out; mkdir -p "$(dirname "$place")"; ln -s "$PWD/victim" "$place"
  capv-ha render sound.yaml -o out 2>&1 | grep '^error'
  readlink "$place" | sed "s#$PWD/##"; find out -type f | wc -l
done
cat victim
