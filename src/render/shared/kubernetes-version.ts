// The Kubernetes version of a Machine.

/** From v1alpha3 on the webhooks add a missing "v", so that it is written with one. */
export function withV(version: string): string {
  return version.startsWith('v') ? version : `v${version}`
}
