// A script that lies on nodes: frozen, since a change of one byte replaces every node that has it (scripts.test.ts).

export const RESTART_CONTAINERD_SCRIPT = `#!/bin/bash
# One restart for everything that containerd reads when it starts: its proxy, the certificates of the system, its configuration.
set -eu
# Where images keep crictl.
PATH=$PATH:/usr/local/bin:/opt/bin

fail() {
  echo "capv-ha: containerd: $1" >&2
  # The reason stands in the journal, and the console may be all that is left of this node.
  journalctl --unit containerd --lines 20 --no-pager >&2 || true
  exit 1
}

answers() {
  if command -v crictl >/dev/null; then
    crictl --runtime-endpoint unix:///var/run/containerd/containerd.sock info >/dev/null 2>&1
  else
    ctr version >/dev/null 2>&1
  fi
}

# Units read their drop-ins on demand only.
systemctl daemon-reload || fail 'systemd does not read its units'
systemctl restart containerd || fail 'it does not start'

# kubeadm pulls images at once, and does not wait for the runtime.
for _ in {1..60}; do
  if answers; then exit 0; fi
  sleep 1
done
fail 'it does not answer'
`
