# What is no text, or no YAML, or no file at all, ends with a sentence and the exit code 1.
codes() { grep -oE '^(error|warning)\[[a-z-]+\]' | sort | uniq -c | sed 's/^ *//'; }

printf '\377\376' > utf16.yaml; head -c 2000 /dev/zero > zeros.yaml
{ cat sound.yaml; head -c 50000 /dev/zero | tr '\0' '['; } > deep.yaml
{ cat sound.yaml; printf 'x: "\033[31m\a"\n'; } > escapes.yaml
for file in utf16 zeros deep escapes; do
  capv-ha validate $file.yaml > out 2> err; echo "$file $? $(codes < err)"
  capv-ha < $file.yaml > out 2> err; echo "function $? $(codes < err)"
done
capv-ha validate /dev 2>&1 | codes; capv-ha validate nowhere.yaml 2>&1 | codes
capv-ha validate escapes.yaml 2>&1 | grep -c "$(printf '\033')"
