// What lies on control-plane nodes for kube-vip: frozen, since a change of one byte replaces every node that has it (scripts.test.ts).

import { KUBE_VIP_HOSTS, KUBE_VIP_MANIFEST } from '../../../facts/node-paths.ts'

export interface KubeVip {
  /** With its tag. */
  readonly image: string
  /** IPv6 compressed; one of each family at most. */
  readonly addresses: readonly string[]
  readonly port: number
  /** Absent: that of the default route. */
  readonly interface?: string
}

/**
 * A static pod that is right for kube-vip 0.4 and all later releases: neither `vip_cidr` nor `vip_subnet`, whose meaning has
 * changed (an address then gets the mask of a single host), and what only later ones know is ignored by the others.
 * Source: kube-vip pkg/kubevip/config_envvar.go, v0.4.4, v0.9.2, v1.2.3.
 */
export function kubeVipPod({ image, addresses, port, interface: device }: KubeVip): string {
  return `# kube-vip: the address of the API servers is on the node whose pod leads.
apiVersion: v1
kind: Pod
metadata:
  name: kube-vip
  namespace: kube-system
spec:
  hostNetwork: true
  priorityClassName: system-node-critical
  containers:
    - name: kube-vip
      image: ${JSON.stringify(image)}
      imagePullPolicy: IfNotPresent
      args: [manager]
      env:
        # Gratuitous ARP (IPv6: neighbour advertisements) tells the network where the address has gone.
        - {name: vip_arp, value: "true"}
        - {name: cp_enable, value: "true"}
        - {name: cp_namespace, value: kube-system}
        - {name: address, value: ${JSON.stringify(addresses.join(','))}}
        - {name: port, value: "${port}"}
${device === undefined ? '' : `        - {name: vip_interface, value: ${JSON.stringify(device)}}\n`}        # One node has the address: the one that holds the lease plndr-cp-lock.
        - {name: vip_leaderelection, value: "true"}
        - {name: vip_leaseduration, value: "15"}
        - {name: vip_renewdeadline, value: "10"}
        - {name: vip_retryperiod, value: "2"}
        - {name: vip_nodename, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
      securityContext:
        capabilities: {drop: [ALL], add: [NET_ADMIN, NET_RAW]}
      volumeMounts:
        - {name: kubeconfig, mountPath: /etc/kubernetes/admin.conf}
        - {name: hosts, mountPath: /etc/hosts}
  volumes:
    # Files that must be there: a runtime would make folders of paths that are missing yet, and kubeadm stumble over them.
    - name: kubeconfig
      hostPath:
        type: File
        path: /etc/kubernetes/admin.conf
    - name: hosts
      hostPath:
        type: File
        path: ${KUBE_VIP_HOSTS}
`
}

/**
 * kube-vip asks the API server of its own node, by a name that its certificate has. A hosts file of its own says where that
 * is before there is any DNS: of `hostAliases` some kubelets (1.29 - 1.31, with a cloud provider) make nothing.
 */
export function kubeVipHosts(families: readonly (4 | 6)[]): string {
  return `127.0.0.1 localhost kubernetes\n${families.includes(4) ? '' : '::1 localhost kubernetes\n'}`
}

export const KUBE_VIP_BEFORE_INIT_SCRIPT = `#!/bin/bash
# Until kubeadm init is nearly through, admin.conf has no rights (Kubernetes 1.29 and later), and it gets them through the address
# that kube-vip is to hold: on the node that runs init, and there alone, kube-vip starts with super-admin.conf.
set -eu
manifest=${KUBE_VIP_MANIFEST}

# What kubeadm init reads: cloud-init has a file of its own for it, Ignition one for either command.
if [ ! -e /run/kubeadm/kubeadm.yaml ] && ! grep -qs '^kind: InitConfiguration' /etc/kubeadm.yml; then exit 0; fi

# The kubelet runs every file of its folder, also one that is half written: the new one is made elsewhere.
sed 's#^\\( *path: /etc/kubernetes/\\)admin\\.conf$#\\1super-admin.conf#' "$manifest" >/etc/capv-ha/kube-vip.yaml
chmod 0644 /etc/capv-ha/kube-vip.yaml
mv /etc/capv-ha/kube-vip.yaml "$manifest"
grep -q '^ *path: /etc/kubernetes/super-admin\\.conf$' "$manifest" || {
  echo "capv-ha: kube-vip: $manifest does not name admin.conf" >&2
  exit 1
}
`

export const KUBE_VIP_AFTER_INIT_SCRIPT = `#!/bin/bash
# Once kubeadm is through, admin.conf has its rights: kube-vip lets go of super-admin.conf, which no one can take rights from.
set -eu
manifest=${KUBE_VIP_MANIFEST}

# This runs after a failure as well, and on nodes that joined: there everything stays as it is.
[ -e /run/cluster-api/bootstrap-success.complete ] || exit 0
grep -q '^ *path: /etc/kubernetes/super-admin\\.conf$' "$manifest" || exit 0

# The kubelet runs every file of its folder, also one that is half written: the new one is made elsewhere.
sed 's#^\\( *path: /etc/kubernetes/\\)super-admin\\.conf$#\\1admin.conf#' "$manifest" >/etc/capv-ha/kube-vip.yaml
chmod 0644 /etc/capv-ha/kube-vip.yaml
mv /etc/capv-ha/kube-vip.yaml "$manifest"
`
