// What secrets look like in text: in a value itself, in the middle of a script or a manifest, or in base64 of those.
// Every pattern takes time linear in the text: starts are anchored by a lookbehind or a fixed word, runs are bounded.

interface Pattern {
  readonly what: string
  readonly found: (text: string) => boolean
}

/** Says what kind of secret a text holds, by all patterns; secret-in-text.ts spares most texts the question. */
export function secretAmong(text: string): string | undefined {
  return inPlainText(text) ?? inBase64(text)
}

function inPlainText(text: string): string | undefined {
  // Data URLs of ignition write a blank as %20.
  const plain = text.includes('%20') ? text.replaceAll('%20', ' ') : text
  return PATTERNS.find(pattern => pattern.found(plain))?.what
}

// A value that stands for one (a variable, a template, a switch) is no secret.
const GIVEN = String.raw`\s*["']?(?!["'\s$&|<>{}*,]|(?:true|false|null|none|yes|no|x)\b)\S`
const NAME_SERVICE = String.raw`(?!\s*(?:files|compat|db|sss|systemd|ldap|nis|winbind)\b)`

// Up to the end of a command; what stands between its name and the option.
const WORDS = String.raw`[^\n;|&]{0,200}?\s`

const USER_AND_PASSWORD = String.raw`["']?[^\s:"'$]{1,100}:(?!["'\s$])\S`

/** Command lines that hand over a password, by their programs: `-p` alone means a port or a folder elsewhere. */
const COMMAND_LINES: readonly string[] = [
  String.raw`\b(?:docker|podman|nerdctl|buildah|skopeo|crane|oras|helm|ctr|regctl|az|argocd|oc)\b[^\n;|&]{0,80}?\blogin\b${WORDS}-p[ =]?${GIVEN}`,
  String.raw`\bsshpass\s+-p\s?${GIVEN}`,
  String.raw`\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mariadb-admin)\b${WORDS}-p(?=[^\s"'$-])`,
  String.raw`\b(?:ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami|ldappasswd)\b${WORDS}-[ws]\s?${GIVEN}`,
  String.raw`\bredis-cli\b${WORDS}-a[ ]?${GIVEN}`,
  String.raw`\bopenssl\b${WORDS}-pass(?:in|out)?\s+["']?pass:(?!["'\s$])\S`,
  String.raw`\b(?:smbclient|rpcclient|net)\b${WORDS}-U\s?["']?[^\s"'%]{1,100}%(?!["'\s$])\S`,
  String.raw`\b(?:ipmitool|unzip|zip)\b${WORDS}-P\s?${GIVEN}`,
  String.raw`\bwget\b${WORDS}--(?:http-|ftp-|proxy-)?password[= ]${GIVEN}`,
  String.raw`\blogin\s{1,9}\S{1,100}\s{1,9}password\s{1,9}${GIVEN}`,
  String.raw`\b(?:bindpw|rootpw|psk)\s{0,9}[= ]\s{0,9}${GIVEN}`,
  String.raw`\bopenssl\b${WORDS}-k\s{1,9}${GIVEN}`,
  String.raw`\b7z[ar]?\b${WORDS}-p(?=[^\s"'$-])`,
  String.raw`\bhtpasswd\s{1,9}-[A-Za-z]{0,8}b[A-Za-z]{0,8}\s{1,9}(?:[^\s-]\S{0,200}\s{1,9}){1,2}${GIVEN}`,
  String.raw`\bcreate\s{1,9}secret\b${WORDS}--from-literal[= ]["']?[\w.-]{1,100}=${GIVEN}`,
  String.raw`\b(?:ctr|nerdctl)\b[^\n|;]{0,80}\s(?:pull|push|fetch)\s[^\n|;]{0,120}(?:-u|--user)[ =]${USER_AND_PASSWORD}`,
  String.raw`(?<![\w-])--(?:src-|dest-)?creds[ =]${USER_AND_PASSWORD}`,
  // What these read from their input is written before the bar.
  String.raw`\b(?:echo|printf)\s{1,9}(?:-[a-z]{1,3}\s{1,9})?["']?(?!["'\s$-])[^\n|$;]{1,200}\|\s{0,9}(?:sudo\s{1,9})?(?:passwd|kinit|cryptsetup|realm|sudo\s{1,9}-S)\b`,
  String.raw`(?<![\w])--(?:[a-z]{1,20}-){0,3}(?:passphrase|api-key|access-key|secret-key|client-secret|activation-?key)[= ](?!["']?[./~])${GIVEN}`,
]

/** Keys that say by their beginning whose they are. */
const CLOUD_KEYS: readonly RegExp[] = [
  /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])/,
  /aws_?secret_?access_?key["']?\s{0,9}[:=]\s{0,9}["']?[A-Za-z0-9/+]{40}/i,
  /(?<![\w-])AIza[\w-]{35}/,
  /(?<![\w.-])ya29\.[\w-]{20}/,
  /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40}/,
  /(?<![\w-])(?:xox[abeoprs]-[\w-]{10}|sk_live_\w{16}|npm_\w{36}|pypi-\w{16}|dop_v1_[0-9a-f]{64}|dckr_pat_[\w-]{20}|hf_[A-Za-z]{34}|hvs\.[\w-]{24})/,
  /(?<![\w-])(?:glrt|gldt|glptt|glcbt|glsoat)-[\w-]{20}/,
  /AGE-SECRET-KEY-1[0-9A-Z]{50}/,
]

/** Headers and entries that hold a credential, whole or in base64. */
const HEADERS: readonly string[] = [
  String.raw`(?<![\w-])(?:Proxy-)?Authorization["']?\s{0,9}[:=]\s{0,9}["']?(?:Basic|Token|Digest|Negotiate|ApiKey)\s{1,9}["']?(?![$<{])[\w.~+/=-]{6}`,
  String.raw`(?<![\w-])(?:X-Auth-Token|X-Vault-Token|X-Api-Key|Api-Key|PRIVATE-TOKEN|JOB-TOKEN)["']?\s{0,9}:\s{0,9}["']?(?![$<{])[\w.~+/=-]{6}`,
  String.raw`(?<![\w-])["']?(?:auth|identitytoken|registrytoken)["']?\s{0,9}[:=]\s{0,9}["'][\w+/-]{8,}={0,2}["']`,
  String.raw`[?&](?:access_token|private_token|token|api_?key|password|secret|sig|X-Amz-Signature)=(?![$<{])[\w.~+/%-]{8}`,
  String.raw`(?:^|[\s{,])["']?(?:id-|access-|refresh-)?token["']?\s{0,9}[:=]\s{0,9}["']?(?![$<{/])[\w.~+/-]{24}`,
]

const PATTERNS: readonly Pattern[] = [
  { what: 'a private key', found: matching(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/) },
  { what: 'a kubeconfig', found: isKubeconfig },
  { what: 'a bootstrap token', found: matching(/(?<![\w.-])[a-z0-9]{6}\.(?=[a-z]{0,15}\d)[a-z0-9]{16}(?![\w.-])/) },
  { what: 'a token', found: matching(/(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/) },
  { what: 'a token', found: matching(/(?<![\w-])(?:gh[pousr]_\w{36}|github_pat_\w{22}|glpat-[\w-]{20})/) },
  {
    what: 'a token',
    found: matching(/(?<![\w-])Authorization["']?\s{0,9}[:=]\s{0,9}["']?Bearer\s{1,9}[\w.~+/-]{8}/i),
  },
  { what: 'a password hash', found: matching(/(?<![\w$])\$(?:1|5|6|7|y|gy|2[abxy])\$[\w./$=,-]{20}/) },
  { what: 'a Secret with data', found: isSecretManifest },
  { what: 'an encryption key', found: isEncryptionConfiguration },
  { what: 'user and password in a URL', found: matching(/(?<!ssh):\/\/(?![$<{%])[^\s/?#@"'`]{1,256}@[\w.[-]/) },
  {
    what: 'a password',
    found: matching(
      new RegExp(
        String.raw`(?:^|[\s{,"'-])(?:passwd|password|hashed_?passwd|plain_text_passwd)["']?\s?[:=]${NAME_SERVICE}${GIVEN}`,
        'im',
      ),
    ),
  },
  {
    what: 'a password',
    found: matching(new RegExp(String.raw`(?<![\w])--?(?:[a-z]{1,20}-){0,3}(?:password|passwd)[= ]${GIVEN}`, 'i')),
  },
  { what: 'a token', found: matching(new RegExp(String.raw`(?<![\w])--(?:[a-z]{1,20}-){0,3}token[= ]${GIVEN}`, 'i')) },
  {
    what: 'a password',
    found: matching(
      new RegExp(
        String.raw`(?<![a-z])(?<!NO)(?:PASSWORD|PASSWD|PASSPHRASE|TOKEN|API_?KEY|CLIENT_SECRET|SECRET_KEY|SECRET_ACCESS_KEY)["']?[ ]?[:=](?!\/)${GIVEN}`,
      ),
    ),
  },
  ...COMMAND_LINES.map(pattern => ({ what: 'a password', found: matching(new RegExp(pattern)) })),
  ...CLOUD_KEYS.map(pattern => ({ what: 'a key of a cloud', found: matching(pattern) })),
  ...HEADERS.map(pattern => ({ what: 'a token', found: matching(new RegExp(pattern, 'i')) })),
  {
    what: 'a password',
    found: matching(new RegExp(`(?<![A-Za-z_])(?:SSHPASS|MYSQL_PWD|REDISCLI_AUTH|LDAP_BINDPW|WPA_PSK)=${GIVEN}`)),
  },
  { what: 'a password', found: matching(/"path"\s?:\s?"\/spec\/[^"\s]{0,200}\/(?:passwd|password)"/) },
  { what: 'a password', found: matching(/^[ \t-]*path\s?:\s?["']?\/spec\/\S{0,200}\/(?:passwd|password)\b/m) },
  { what: 'a password', found: matching(/[^\s|:"'$]:[^\s|$]{1,200}\s{0,9}\|\s{0,9}(?:sudo )?chpasswd\b/) },
  { what: 'a password', found: matching(/\bcurl\b[^\n|;]{0,200}\s(?:-u|--user)[ =]?["']?[^\s:"'$]{1,100}:[^\s"'$]/) },
]

function matching(pattern: RegExp): (text: string) => boolean {
  return text => pattern.test(text)
}

/** A part of a kubeconfig. */
const USER_WITH_TOKEN = /\buser["']?\s?:\s{0,40}\{?\s{0,40}["']?token["']?\s?:\s?["']?(?![$<{/"'\s])[\w.~+/-]{6}/

function isKubeconfig(text: string): boolean {
  if (/client-key-data["']?\s?:\s?["']?\w/.test(text) || USER_WITH_TOKEN.test(text)) return true
  const isConfig = /(?:^|[\s{,])["']?kind["']?\s?:\s?["']?Config["']?\s*(?:[,}#]|$)/m.test(text)
  return (
    isConfig &&
    /(?:^|[\s{,])["']?users["']?\s?:/m.test(text) &&
    /(?:token|password|client-key|tokenFile|exec)["']?\s?:/.test(text)
  )
}

function isSecretManifest(text: string): boolean {
  const isSecret = /(?:^|[\s{,])["']?kind["']?\s?:\s?["']?Secret["']?\s*(?:[,}#]|$)/m
  const hasData = /(?:^|[\s{,])["']?(?:data|stringData)["']?\s?:/m
  return isSecret.test(text) && text.split(/^---/m).some(each => isSecret.test(each) && hasData.test(each))
}

function isEncryptionConfiguration(text: string): boolean {
  return text.includes('EncryptionConfiguration') && /(?:^|[\s{,])["']?secret["']?\s?:\s?["']?[\w+/]/m.test(text)
}

/** Keys and manifests in base64, whole or wrapped into lines or inside other text; twice encoded is seen through as well. */
function inBase64(text: string, depth = 2): string | undefined {
  const unwrapped = !/[^\w+/=\s-]/.test(text) && /\s/.test(text) ? [text.replaceAll(/\s+/g, '')] : []
  for (const run of [...unwrapped, ...base64Runs(text)]) {
    const plain = decoded(run)
    const what =
      plain === undefined ? undefined : (inPlainText(plain) ?? (depth > 1 ? inBase64(plain, depth - 1) : undefined))
    if (what !== undefined) return what
  }
  return undefined
}

/** Taken in pieces: over millions of characters a pattern without a bound exhausts its stack. */
function base64Runs(text: string): readonly string[] {
  const runs: string[] = []
  const first = /[A-Za-z0-9+/]{24,9999}/g
  const more = /[A-Za-z0-9+/]{1,9999}|={1,2}/y
  for (let found = first.exec(text); found !== null; found = first.exec(text)) {
    let end = first.lastIndex
    do {
      more.lastIndex = end
      end += more.exec(text)?.[0].length ?? 0
    } while (more.lastIndex > 0 && text[end - 1] !== '=')
    runs.push(text.slice(found.index, end))
    first.lastIndex = end
  }
  return runs
}

/** The text that base64 stands for; `undefined` where it is none, or binary (a certificate, a public key, an archive). */
function decoded(run: string): string | undefined {
  const whole = run.replace(/=+$/, '')
  try {
    const bytes = atob(whole.slice(0, whole.length - (whole.length % 4 === 1 ? 1 : 0)))
    return /[^\t\n\r -~\u0080-\u00ff]/.test(bytes) ? undefined : bytes
  } catch {
    return undefined
  }
}
