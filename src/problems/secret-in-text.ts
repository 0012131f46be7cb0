// Whether a text holds a secret: a cheap look first, since most texts have nothing that any pattern could match, and compiling
// the patterns takes longer than using them.

import { secretAmong } from './secret-patterns.ts'

/** Says what kind of secret a text holds ("a private key"), never which. Time is linear in the text. */
export function secretInText(text: string): string | undefined {
  return TRIGGER.test(text) ? secretAmong(text) : undefined
}

/**
 * One of these is in every text that a pattern can match, or base64 of one. They pass over what most clusters hold: `Secret`
 * as the kind of a reference, the address of a server, its domain, paths of files, and public keys of SSH, which begin with
 * zeros. No text begins with what a slash stands for in base64.
 */
const TRIGGER =
  /-----BEGIN|\bkind["']?\s?:\s?["']?(?:secret|config)\b|encryptionconfiguration|token|passw|bearer|secret["']?[-_\s:=]|secretaccess|accountkey|client-key|curl|:\/\/[^\s/?#@"'`]{1,256}@|eyJ|gh[pousr]_|github_|gl(?:pa|r|d|pt|cb|soa)t-|\$[1-7y2g]|(?<![a-z0-9+/])(?!AAAA|\/)[a-z0-9+/]{20}(?:[a-z0-9+/]{4}|\s)|[a-z0-9]{6}\.[a-z0-9]{16}|a[ks]ia[a-z2-7]{16}|AIza|ya29|pypi-|dckr_|hvs\.|auth|login|creds|\bctr\b|nerdctl|7z|sudo|kinit|cryptsetup|realm|[?&](?:sig|x-amz-signature)=|sshpass|mysql|mariadb|ldap|openssl|redis|pwd|-pass|passphrase|api[-_]?key|access-?key|activation-?key|psk|sk_live_|xox[a-z]-|zip|ipmitool|\s-u|bindpw|rootpw/i
