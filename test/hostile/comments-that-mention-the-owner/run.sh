# A file of comments that mentions our annotation is not output of ours: `render -o` must keep it.
mkdir out
printf '# Files here bear capv-ha.dev/owner: default/sound, do not edit.\n' > out/NOTES.yaml
capv-ha render sound.yaml -o out 2>&1 | tail -1
cat out/NOTES.yaml
