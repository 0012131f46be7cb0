// spec.node: what is set up inside a node before kubeadm runs.

import * as z from 'zod/mini'
import { diskSetup, mounts } from './disks.ts'
import {
  about,
  anyValue,
  dnsLabel,
  filePath,
  flagName,
  hostName,
  httpUrl,
  line,
  lines,
  object,
  optional,
  secretKeyRef,
  text,
  unsettable,
} from './scalars.ts'

const file = object(() => ({
  path: about('Absolute path on the node.', filePath),
  content: optional('Content of the file; "" makes an empty one.', z.string()),
  contentFrom: optional(
    'Where the content comes from, instead of `content`.',
    object(() => ({ secret: about('A key of a Secret in the namespace of the cluster.', secretKeyRef) })),
  ),
  owner: optional('Owner, such as "root:root".', text),
  permissions: optional(
    'Mode in octal, quoted, such as "0644".',
    z.string().check(z.regex(/^[0-7]{3,4}$/, { error: 'must be an octal mode in quotes, such as "0644"' })),
  ),
  encoding: optional('How `content` is encoded.', z.enum(['base64', 'gzip', 'gzip+base64'])),
  append: optional('Whether the content is appended to an existing file.', z.boolean()),
}))

const registryEndpoint = object(() => ({
  url: about('URL of the mirror.', httpUrl),
  ca: optional('CA certificate of the mirror in PEM form.', lines),
  caSecret: optional('A Secret key that holds the CA certificate, instead of `ca`.', secretKeyRef),
  overridePath: optional('Whether the URL already holds the API root path.', z.boolean()),
  skipVerify: optional('Whether TLS verification is switched off.', z.boolean()),
}))

export const node = object(
  () => ({
    format: unsettable('Format of the bootstrap data (default cloud-config).', z.enum(['cloud-config', 'ignition'])),
    ignition: unsettable(
      'Options of the ignition format.',
      object(() => ({
        additionalConfig: optional(
          'Container Linux Config to merge in: the older language of Flatcar, not Butane.',
          lines,
        ),
        strict: optional('Whether warnings in `additionalConfig` are errors.', z.boolean()),
      })),
    ),
    ntpServers: unsettable('Time servers.', z.array(hostName)),
    proxy: unsettable(
      'Proxy of containerd and kubelet; `noProxy` is completed with the addresses of the cluster.',
      object(() => ({
        httpProxy: optional('Proxy for http.', httpUrl),
        httpsProxy: optional('Proxy for https.', httpUrl),
        noProxy: optional('Hosts, domains and networks reached directly.', z.array(text)),
      })),
    ),
    registryMirrors: unsettable(
      'Mirrors of container registries.',
      z.array(
        object(() => ({
          registry: about('Registry that is mirrored, such as "docker.io".', text),
          endpoints: about('Mirrors, tried in order.', z.array(registryEndpoint)),
        })),
      ),
    ),
    trustedCAs: unsettable(
      'CA certificates that the nodes trust.',
      z.array(
        object(() => ({
          name: about('Name of the file that holds the certificate.', dnsLabel),
          pem: optional('The certificate in PEM form.', lines),
          secret: optional('A Secret key that holds it, instead of `pem`.', secretKeyRef),
        })),
      ),
    ),
    diskSetup: unsettable('Partitions and filesystems of data disks.', diskSetup),
    mounts: unsettable('What is mounted where: [["LABEL=data", "/var/lib/data"]].', mounts()),
    files: unsettable("Files to write, after those that the cluster needs; an override's are appended.", z.array(file)),
    preKubeadmCommands: unsettable("Commands to run before kubeadm; an override's are appended.", z.array(lines)),
    postKubeadmCommands: unsettable("Commands to run after kubeadm; an override's are appended.", z.array(lines)),
    ignorePreflightErrors: unsettable(
      'Checks of kubeadm whose failure is only a warning, such as "NumCPU"; "all" for every one.',
      z.array(text),
    ),
    kubeletConfiguration: unsettable(
      "Fields of the kubelet's own configuration file; those of an override are added one by one, and null unsets one.",
      z.record(text, anyValue()),
    ),
    kubeletExtraArgs: unsettable('Flags of the kubelet, without dashes; values are strings.', z.record(flagName, line)),
  }),
  'node',
)
