// A script that lies on nodes: frozen, since a change of one byte replaces every node that has it (scripts.test.ts).

/**
 * Source: cluster-api-provider-vsphere pkg/util/constants.go, v1.16.1 (`local-hostname` of the metadata); its
 * templates/cluster-template-ignition.yaml (where the tools lie).
 */
export const HOST_NAME_SCRIPT = `#!/bin/bash
# Gives the node the name of its VM. Nobody knows it before the VM is made, and ignition fills nothing in: the vSphere provider
# hands it to the guest in the metadata that cloud-init reads elsewhere.
set -eu
set -o pipefail

fail() {
  echo "capv-ha: host name: $1" >&2
  exit 1
}

# In the system, or on Flatcar in the partition of the vendor.
tools=$(find /usr/bin /usr/share/oem /oem -name vmtoolsd -type f 2>/dev/null | sed -n 1p || true)
[ -n "$tools" ] || fail 'there are no VMware tools'

metadata=$("$tools" --cmd 'info-get guestinfo.metadata' | base64 -d) || fail 'the VM has no metadata'
name=$(sed -n 's/^ *"*local-hostname"* *: *"*\\([A-Za-z0-9.-]*\\).*/\\1/p' <<<"$metadata" | sed -n 1p)
[ -n "$name" ] || fail 'the metadata has no local-hostname'

hostnamectl set-hostname "$name"
# Nobody else can tell yet where this node is.
printf '127.0.0.1 localhost %s\\n::1 localhost\\n' "$name" >/etc/hosts
# kubeadm registers the node under this name. Nothing is left to be done when it is tried again after a reboot.
sed -i "s/\\\${COREOS_CUSTOM_HOSTNAME}/$name/g" /etc/kubeadm.yml
`
