// What secrets look like in text: in a value itself, in the middle of a script or a manifest, or in base64 of those.
// Every pattern takes time linear in the text: starts are anchored by a lookbehind or a fixed word, runs are bounded.

interface Pattern {
  readonly what: string
  readonly found: (text: string) => boolean
}

/** Says what kind of secret a text holds ("a private key"), never which. */
export function secretInText(text: string): string | undefined {
  return TRIGGER.test(text) ? (inPlainText(text) ?? inBase64(text)) : undefined
}

// One of these is in every text that a pattern below can match: most texts have none, and compiling the patterns takes
// longer than using them.
const TRIGGER =
  /-----BEGIN|\bkind\b|token|passw|bearer|secret|client-key|curl|:\/\/|eyJ|gh[pousr]_|github_|glpat-|\$[1-7y2g]|[a-z0-9+/]{16}/i

function inPlainText(text: string): string | undefined {
  // Data URLs of ignition write a blank as %20.
  const plain = text.includes('%20') ? text.replaceAll('%20', ' ') : text
  return PATTERNS.find(pattern => pattern.found(plain))?.what
}

// A value that stands for one (a variable, a template, a switch) is no secret.
const GIVEN = String.raw`\s*["']?(?!["'\s$&|<>{}*,]|(?:true|false|null|none|yes|no|x)\b)\S`
const NAME_SERVICE = String.raw`(?!\s*(?:files|compat|db|sss|systemd|ldap|nis|winbind)\b)`

const PATTERNS: readonly Pattern[] = [
  { what: 'a private key', found: matching(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/) },
  { what: 'a kubeconfig', found: isKubeconfig },
  { what: 'a bootstrap token', found: matching(/(?<![\w.-])[a-z0-9]{6}\.(?=[a-z]{0,15}\d)[a-z0-9]{16}(?![\w.-])/) },
  { what: 'a token', found: matching(/(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/) },
  { what: 'a token', found: matching(/(?<![\w-])(?:gh[pousr]_\w{36}|github_pat_\w{22}|glpat-[\w-]{20})/) },
  {
    what: 'a token',
    found: matching(/(?<![\w-])Authorization["']?\s{0,9}[:=]\s{0,9}["']?Bearer\s{1,9}[\w.~+/-]{20}/i),
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
        String.raw`(?<![a-z])(?<!NO)(?:PASSWORD|PASSWD|TOKEN|SECRET_KEY|SECRET_ACCESS_KEY)["']?[ ]?[:=](?!\/)${GIVEN}`,
      ),
    ),
  },
  { what: 'a password', found: matching(/"path"\s?:\s?"\/spec\/[^"\s]{0,200}\/(?:passwd|password)"/) },
  { what: 'a password', found: matching(/^[ \t-]*path\s?:\s?["']?\/spec\/\S{0,200}\/(?:passwd|password)\b/m) },
  { what: 'a password', found: matching(/[^\s|:"'$]:[^\s|$]{1,200}\s{0,9}\|\s{0,9}(?:sudo )?chpasswd\b/) },
  { what: 'a password', found: matching(/\bcurl\b[^\n|;]{0,200}\s(?:-u|--user)[ =]?["']?[^\s:"'$]{1,100}:[^\s"'$]/) },
]

function matching(pattern: RegExp): (text: string) => boolean {
  return text => pattern.test(text)
}

function isKubeconfig(text: string): boolean {
  if (/client-key-data["']?\s?:\s?["']?\w/.test(text)) return true
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
  const unwrapped = /^[\w+/=\s-]+$/.test(text) && /\s/.test(text) ? [text.replaceAll(/\s+/g, '')] : []
  for (const run of [...unwrapped, ...(text.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? [])]) {
    const plain = decoded(run)
    const what =
      plain === undefined ? undefined : (inPlainText(plain) ?? (depth > 1 ? inBase64(plain, depth - 1) : undefined))
    if (what !== undefined) return what
  }
  return undefined
}

/** The text that base64 stands for; `undefined` where it is none, or binary (a certificate, a public key, an archive). */
function decoded(run: string): string | undefined {
  const whole = run.replace(/=+$/, '')
  try {
    const bytes = atob(whole.slice(0, whole.length - (whole.length % 4 === 1 ? 1 : 0)))
    return /^[\t\n\r -~\u0080-\u00ff]*$/.test(bytes) ? bytes : undefined
  } catch {
    return undefined
  }
}
