import { describe, expect, test } from 'vitest'
import { secretInText } from '../../problems/secret-in-text.ts'
import { findSecrets } from './find-secrets.ts'

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n'
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0B\n-----END CERTIFICATE-----\n'
const HASH = '$6$rounds=4096$abcdefgh$abcdefghijklmnopqrstuv'

const SECRETS: readonly (readonly [string, string])[] = [
  ['a private key', KEY],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc'],
  ['a private key', btoa(KEY)],
  ['a private key', btoa(btoa(KEY))],
  ['a private key', `content: ${btoa(KEY)}\nother: 1`],
  ['a private key', btoa(KEY).replaceAll(/(.{20})/g, '$1\n')],
  ['a private key', 'data:,-----BEGIN%20RSA%20PRIVATE%20KEY-----'],
  ['a bootstrap token', 'kubeadm join 1.2.3.4:6443 --token abcdef.0123456789abcdef'],
  ['a token', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJlMTIz'],
  ['a token', `git clone https://example.com # ghp_${'a'.repeat(36)}`],
  ['a token', 'kubeadm join --token=s3cret'],
  ['a token', `curl -H 'Authorization: Bearer ${'0123456789abcdef'.repeat(2)}' https://example.com`],
  ['a token', `authorization: "Bearer sha256~${'Ab-_'.repeat(5)}"`],
  ['a kubeconfig', 'apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: abc\n'],
  ['a kubeconfig', '{"kind":"Config","users":[{"user":{"token":"x"}}]}'],
  ['a kubeconfig', 'client-key-data: LS0tLS1CRUdJTi'],
  ['a Secret with data', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  a: b\n'],
  ['a Secret with data', 'kind: ConfigMap\n---\nkind: Secret\ndata:\n  a: Yg==\n'],
  ['an encryption key', 'kind: EncryptionConfiguration\nproviders:\n- aescbc:\n    keys:\n    - secret: c2VjcmV0\n'],
  ['user and password in a URL', 'https://user:pw@host/x'],
  ['user and password in a URL', 'https://token@host'],
  ['user and password in a URL', 'http://u:p@10.0.0.1:3128'],
  ['a password', 'govc about --password=hunter2'],
  ['a password', 'tool --vsphere-password hunter2'],
  ['a password', 'export GOVC_PASSWORD=hunter2'],
  ['a password', 'VSPHERE_PASSWORD: "hunter2"'],
  ['a password', '[Global]\nuser = "a"\npassword = "hunter2"'],
  ['a password', "echo 'root:hunter2' | chpasswd"],
  ['a password', 'curl -u admin:hunter2 https://example.com'],
  ['a password', '[{"op":"add","path":"/spec/template/users/0/passwd","value":"x"}]'],
  ['a password hash', `users:\n- name: a\n  passwd: ${HASH}`],
  ['a password hash', `usermod -p '${HASH}' root`],
  ['a password', 'docker login registry.example.com -u ops -p hunter2'],
  ['a password', 'helm registry login example.com --username a -p=hunter2'],
  ['a password', 'sshpass -p hunter2 ssh root@10.0.0.1'],
  ['a password', 'mysql -h db -u root -phunter2 -e "select 1"'],
  ['a password', 'PGPASSWORD=hunter2 psql -h db -p 5432'],
  ['a password', 'MYSQL_PWD=hunter2 mysql'],
  ['a password', "ldapsearch -x -D cn=admin -w 'hunter2' -b dc=example"],
  ['a password', 'redis-cli -h cache -a hunter2 ping'],
  ['a password', 'openssl rsa -in key.pem -passin pass:hunter2'],
  ['a password', 'smbclient //files/share -U ops%hunter2'],
  ['a password', 'ipmitool -H bmc -U admin -P hunter2 power on'],
  ['a password', 'wget --http-password=hunter2 https://example.com'],
  ['a password', 'machine example.com login ops password hunter2'],
  ['a password', 'bindpw hunter2'],
  ['a key of a cloud', 'export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE'],
  ['a key of a cloud', `aws_secret_access_key = ${'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'.slice(0, 40)}`],
  ['a key of a cloud', `AIza${'Sy0123456789abcdefghijklmnopqrstuvwxy'.slice(0, 35)}`],
  ['a key of a cloud', `AccountName=a;AccountKey=${'ab12+/'.repeat(14)}==`],
  ['a key of a cloud', `xoxb-${'1234567890-abc'}`],
  ['a key of a cloud', `hvs.${'CAESIJ0123456789abcdefghij'}`],
  ['a key of a cloud', 'AKIAIOSFODNN7EXAMPLE'],
  ['a key of a cloud', `glrt-${'ab1_'.repeat(5)}`],
  ['a key of a cloud', `AGE-SECRET-KEY-1${'0123456789'.repeat(5)}`],
  ['a password', 'net ads join -U ops%hunter2'],
  ['a password', 'API_SECRET_KEY = hunter2'],
  ['a token', 'wget "https://example.com/b?X-Amz-Signature=0123-abcd"'],
  ['a token', '  secret: 1\n  token: "0123456789abcdef01234567"'],
  ['a token', 'curl -H "Authorization: Basic b3BzOmh1bnRlcjI=" https://example.com'],
  ['a token', 'X-Vault-Token: s.0123456789abcdef'],
  ['a token', '{"auths":{"registry.example.com":{"auth":"b3BzOmh1bnRlcjI="}}}'],
  ['a token', '  auth = "b3BzOmh1bnRlcjI="'],
  ['a kubeconfig', 'users:\n- name: a\n  user:\n    token: 0123456789abcdef0123456789abcdef'],
  ['a token', 'curl -H "Authorization: Bearer a8f3K29dkf" https://example.com'],
  ['a token', 'curl "https://example.com/x?access_token=1f0c3e7a9b2d"'],
  ['a token', 'wget "https://example.com/b?sv=2020&sig=abcdEFGH0123%3D"'],
  ['a kubeconfig', 'user:\n    token: a8f3K29dkf03jf'],
  ['a kubeconfig', '{"users":[{"name":"a","user":{"token":"a8f3K29dkf03jf"}}]}'],
  ['a password', 'crictl pull --creds ops:hunter2 registry.example.com/a'],
  ['a password', 'skopeo copy --src-creds=ops:hunter2 docker://a docker://b'],
  ['a password', 'ctr -n k8s.io images pull -u ops:hunter2 registry.example.com/a'],
  ['a password', "echo 'hunter2' | passwd --stdin root"],
  ['a password', 'printf "hunter2\\n" | sudo -S reboot'],
  ['a password', 'echo hunter2 | kinit admin'],
  ['a password', 'agent install --api-key 1f0c3e7a'],
  ['a password', 'DD_API_KEY=1f0c3e7a bash install.sh'],
  ['a password', 'subscription-manager register --org a --activationkey=hunter2'],
  ['a password', 'openssl enc -aes-256-cbc -k hunter2 -in a'],
  ['a password', 'gpg --batch --passphrase hunter2 -d a.gpg'],
  ['a password', '7z x -phunter2 a.7z'],
  ['a password', 'htpasswd -nb ops hunter2'],
  ['a password', 'kubectl create secret generic a --from-literal=key=hunter2'],
  ['a password', btoa('docker login registry.example.com -u ops -p hunter2')],
  ['a key of a cloud', btoa('export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE')],
]

const HARMLESS: readonly string[] = [
  'ALL=(ALL) NOPASSWD:ALL',
  'ops ALL=(ALL) NOPASSWD: /usr/bin/crictl',
  CERTIFICATE,
  btoa(CERTIFICATE),
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7vbqajDhA user@host',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a@b',
  'registry.k8s.io/pause@sha256:7031c1b283388d2c2e09b57badb803c05ebed362dc88d84b480cc47f72a21097',
  'master.internalnetworks',
  'passwd:         files systemd\ngroup: files',
  'lock_passwd: true',
  'password: false',
  `password: \${PASSWORD}`,
  'password: {{ ds.meta_data.password }}',
  'ssh://git@github.com/example',
  'https://$USER:$PASSWORD@host',
  'https://192.168.10.18:6443/api?x=a@b',
  'admin@example.com',
  '/etc/passwd',
  'kubeadm join --token-file=/run/token',
  'PASSWORD_FILE=/run/secrets/x',
  'PasswordAuthentication no',
  'kind: ConfigMap\ndata:\n  a: b',
  'kind: Secret\nmetadata:\n  name: a\n',
  'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- resources: [{group: "", resources: ["secrets", "tokenreviews"]}]\n',
  'urn:vmomi:InventoryServiceTag:8e0ce079-0677-48d6-8865-19ada4e6dabd:GLOBAL',
  'curl -H "Authorization: Bearer $TOKEN_OF_THE_REGISTRY_USER" https://example.com',
  `curl -H "Authorization: Bearer \${TOKEN_OF_THE_REGISTRY_USER}" https://example.com`,
  'curl -H "Authorization: Bearer $(cat /run/secrets/the-token-of-the-registry)" https://example.com',
  'Authorization: Bearer <token>',
  "echo '127.0.0.1   {{ ds.meta_data.hostname }}' >>/etc/hosts",
  'mkdir -p /etc/kubernetes/pki',
  'docker run -p 8080:80 nginx',
  'ssh -p 2222 ops@10.0.0.1',
  'docker login registry.example.com -u ops --password-stdin </run/secrets/registry',
  'docker login registry.example.com -u ops -p "$REGISTRY_PASSWORD"',
  'mysql -h db -u root -p -e "select 1"',
  'mysqldump --defaults-file=/root/.my.cnf -P 3306 db',
  'PGPASSWORD="$(cat /run/secrets/db)" psql',
  'openssl rsa -in key.pem -passin file:/run/secrets/key',
  'net ads join -k',
  'unzip -P "$ZIP_PASSWORD" a.zip',
  'curl -H "Authorization: Basic $BASIC" https://example.com',
  'curl -H "X-Vault-Token: $VAULT_TOKEN" https://example.com',
  'auth required pam_unix.so',
  'authorization: RBAC',
  'token: /var/run/secrets/kubernetes.io/serviceaccount/token',
  'GSSAPIAuthentication no',
  '--oidc-client-id=kubernetes --oidc-username-claim=email',
  'psk-file /etc/a',
  'curl "https://example.com/x?access_token=$TOKEN"',
  'user:\n  token: $TOKEN',
  'user:\n  tokenFile: /run/token',
  'ctr run --user 1000:1000 docker.io/library/a b',
  'crictl pull --creds "$USER:$PASSWORD" registry.example.com/a',
  'echo "$PASSWORD" | passwd --stdin root',
  'echo a | tee /etc/passwd',
  'agent install --api-key "$API_KEY"',
  'agent install --api-key /run/secrets/key',
  'openssl x509 -in a -noout -text',
  'openssl req -x509 -newkey rsa:2048 -keyout /etc/a.key',
  'gpg --passphrase-file /run/a -d a.gpg',
  '7z x a.7z',
  'kubectl create secret generic a --from-file=/run/a',
  'API_KEY_FILE=/run/secrets/x',
  'sudo -S reboot </run/secrets/x',
]

describe('in text', () => {
  test.each(SECRETS)('%s: %j', (what, text) => expect(secretInText(text)).toBe(what))
  test.each(HARMLESS)('no secret: %j', text => expect(secretInText(text)).toBeUndefined())
})

test('compressed content cannot be seen', () => {
  expect(secretInText('H4sIAAAAAAAAA9NVAAEnVxdPBX1dBQDfRdVCDwAAAA==')).toBeUndefined()
})

test.each([
  ['a password', { passwd: 'x' }],
  ['a password', { password: 12345 }],
  ['a password hash', { hashedPasswd: 'x' }],
  ['a private key', { 'client-key-data': 'x' }],
  ['a token', { token: 'x' }],
])('%s under its key: %j', (what, value) => {
  const [problem, ...others] = findSecrets({ spec: [value] })
  expect(problem?.message).toBe(`\`${formatted(value)}\` must not hold ${what}`)
  expect([problem?.code, problem?.secret, others]).toEqual(['secret-in-input', true, []])
})

function formatted(value: object): string {
  return `spec[0].${Object.keys(value)[0]}`
}

test('no secret: keys without a value, and references', () => {
  expect(
    findSecrets({ passwd: '', password: null, token: {}, passwdFrom: { secret: { name: 'a', key: 'password' } } }),
  ).toEqual([])
})

test('a Secret object anywhere in the document', () => {
  const document = { spec: { foo: { kind: 'Secret', stringData: { a: 'b' } } } }
  expect(findSecrets(document).map(({ path }) => path)).toEqual([['spec', 'foo']])
})

test('a secret in a key is reported at its parent', () => {
  const document = { spec: { labels: { 'abcdef.0123456789abcdef': { password: 'x' } } } }
  expect(findSecrets(document).map(({ path }) => path)).toEqual([['spec', 'labels']])
})

test('each place has its own way out', () => {
  const fixes = findSecrets({
    spec: {
      users: [{ passwd: 'x' }],
      vsphere: { password: 'x' },
      sshAuthorizedKeys: [KEY],
      node: {
        files: [{ content: KEY }],
        proxy: { httpProxy: 'http://u:p@proxy' },
        preKubeadmCommands: [`usermod -p '${HASH}' root`],
      },
    },
  }).map(({ fix }) => fix)
  expect(fixes).toEqual([
    'put the password hash into a Secret and name it with `passwdFrom.secret`',
    'put the credentials into a Secret and name it with `identityRef`',
    'write the public half of the key: the line in its .pub file',
    'put the content into a Secret and name it with `contentFrom.secret`',
    'remove user and password from the URL',
    'put it into a Secret in the management cluster, bring it to the node with `files[].contentFrom.secret`, and refer to it',
  ])
})
