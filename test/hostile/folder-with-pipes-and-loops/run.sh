# In a folder, pipes are not read, links not followed, and no loop is run through.
mkdir clusters; mv sound.yaml clusters; mkfifo clusters/pipe.yaml
ln -s .. clusters/up; ln -s loop.yaml clusters/loop.yaml; ln -s /dev/zero clusters/zeros.yaml
capv-ha validate clusters 2>&1 | tail -1
capv-ha render clusters -o clusters 2>&1 | tail -1
