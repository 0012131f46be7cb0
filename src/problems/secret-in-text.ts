// Whether a text holds a secret: a cheap look first, since most texts have nothing that any pattern could match, and compiling
// the patterns takes longer than using them.

import { secretAmong } from './secret-patterns.ts'

/** Says what kind of secret a text holds ("a private key"), never which. Time is linear in the text. */
export function secretInText(text: string): string | undefined {
  return TRIGGER.test(text) ? secretAmong(text) : undefined
}

/** One of these is in every text that a pattern can match, or base64 of one: not of zeros, with which public keys of SSH begin. */
const TRIGGER =
  /-----BEGIN|\bkind\b|token|passw|bearer|secret|client-key|curl|:\/\/|eyJ|gh[pousr]_|github_|glpat-|\$[1-7y2g]|(?<![a-z0-9+/])(?!AAAA)[a-z0-9+/]{20}|\.[a-z0-9]{16}|AIza|ya29|pypi-|dckr_|hvs\.|auth|login|creds|\bctr\b|nerdctl|7z|sudo|kinit|cryptsetup|realm|[?&]sig=|sshpass|mysql|mariadb|ldap|openssl|redis|pwd|-pass|passphrase|api[-_]?key|access-key|activation-?key|psk|sk_live_|xox[a-z]-|zip|ipmitool|smbclient|rpcclient|\bnet\b|bindpw|rootpw/i
