# Aliases are counted before they are resolved, in documents of others as well.
{ cat sound.yaml; printf 'x:\n- &a v\n'; yes -- '- *a' | head -n 8000; } > few.yaml
capv-ha validate few.yaml 2>&1 | grep -A 1 '^error'
{ cat sound.yaml; printf 'x:\n- &a v\n'; yes -- '- *a' | head -n 400000; } > many.yaml
capv-ha validate many.yaml 2>&1 | grep -A 1 '^error'
{ printf 'x:\n- &a v\n'; yes -- '- *a' | head -n 200000; echo ---; cat sound.yaml; } > others.yaml
capv-ha validate others.yaml > report.txt 2>&1; echo "exit $?"
