// A script that lies on nodes: frozen, since a change of one byte replaces every node that has it (scripts.test.ts).

/** Source: canonical/cloud-init cc_ca_certs.py (Debian, RHEL, Photon); Flatcar docs, "Adding certificate authorities". */
export const TRUSTED_CAS_SCRIPT = `#!/bin/bash
# Makes the node trust the certificates in /etc/capv-ha/ca: every distribution has a folder and a command of its own for that.
set -eu
# Every program must be able to read them.
umask 022

fail() {
  echo "capv-ha: trusted CAs: $1" >&2
  exit 1
}

# place FOLDER SUFFIX: one certificate a file, since some of the commands look at the first of a file alone.
place() {
  for bundle in /etc/capv-ha/ca/*.crt; do
    name=\${bundle##*/}
    name=\${name%.crt}
    count=0 target=''
    # The last line may lack its end.
    while IFS= read -r line || [ -n "$line" ]; do
      line=\${line%$'\\r'}
      if [ "$line" = '-----BEGIN CERTIFICATE-----' ]; then
        count=$((count + 1))
        target=$1/capv-ha-$name-$count.$2
        : >"$target"
      fi
      if [ -n "$target" ]; then printf '%s\\n' "$line" >>"$target"; fi
      if [ "$line" = '-----END CERTIFICATE-----' ]; then target=''; fi
    done <"$bundle"
    [ "$count" -gt 0 ] || fail "$bundle holds no certificate"
  done
}

if grep -qs '^ID=flatcar' /etc/os-release; then
  place /etc/ssl/certs pem
  update-ca-certificates
elif [ -d /etc/pki/ca-trust/source/anchors ] && command -v update-ca-trust >/dev/null; then
  # RHEL and its relatives.
  place /etc/pki/ca-trust/source/anchors crt
  update-ca-trust extract
elif command -v rehash_ca_certificates.sh >/dev/null; then
  # Photon.
  place /etc/ssl/certs pem
  rehash_ca_certificates.sh
elif [ -d /usr/local/share/ca-certificates ] && command -v update-ca-certificates >/dev/null; then
  # Debian and Ubuntu.
  place /usr/local/share/ca-certificates crt
  update-ca-certificates
else
  fail 'no way is known to add certificates to this distribution'
fi
`
