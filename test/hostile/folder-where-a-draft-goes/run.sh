# A folder in the place of a draft is called what it is.
mkdir -p out/sound/cluster_sound.yaml.capv-ha-draft/kept
capv-ha render sound.yaml -o out 2>&1 | grep '^error'
find out | sort
