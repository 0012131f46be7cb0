// What happens to a text that is written into YAML without quotes, as the bootstrap provider writes users, time servers,
// mounts, and the paths and owners of files.
// Source: kubernetes-sigs/cluster-api bootstrap/kubeadm cloudinit/{files,users,ntp,mounts,disk_setup,fs_setup}.go and
// ignition/clc/clc.go, v0.3.0 - v1.14; read by PyYAML 5 and 6 (scanner.py, resolver.py) and go-yaml v2 (resolve.go).

/** Says what a text must not do so as to come back as it is ("hold a tab"); `undefined` where it does come back. */
export function unquotedFault(text: string): string | undefined {
  if (/[\n\r]/.test(text)) return 'hold a line break'
  if (text.includes('\t')) return 'hold a tab'
  if (/^ | $/.test(text)) return 'begin or end with a space'
  if (/:(?: |$)/.test(text)) return 'hold a colon before a space or at its end'
  if (text.includes(' #')) return 'hold "#" behind a space'
  const [first = ''] = text
  if (/^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?: |$))/.test(text)) return `begin with ${first === '"' ? "'\"'" : `"${first}"`}`
  return isRetyped(text) ? 'be a text that YAML takes for a number, a date or another word' : undefined
}

/** Numbers of any base, dates, booleans, null and the special words, to one of the two readers. */
function isRetyped(text: string): boolean {
  return WORD.test(text) || NUMBER.some(pattern => pattern.test(text))
}

const WORD = /^(?:~|=|<<|y|n|yes|no|on|off|true|false|null)$/i
const NUMBER = [
  // Whole numbers, with underscores as well, and those of other bases.
  /^[-+]?(?:\d[\d_]*|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+)$/i,
  /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?\d+)?$/i,
  /^[-+]?\.inf$|^\.nan$/i,
  // Base 60, which times are.
  /^[-+]?(?:[1-9][\d_]*(?::[0-5]?\d)+|\d[\d_]*(?::[0-5]?\d)+\.[\d_]*)$/,
  // Dates.
  /^\d{4}-\d\d?-\d\d?(?:(?:t|\s+)\d.*)?$/i,
]
