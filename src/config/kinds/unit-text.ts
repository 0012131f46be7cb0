// Units of systemd, as far as the reader knows them that ignition has: sections, and options with a value.
// Source: coreos/go-systemd unit/deserialize.go, v20; flatcar/ignition config/validate/unit.go, v0.36.2.

export interface UnitText {
  readonly sections: readonly string[]
  /** What the first line that cannot be read lacks. */
  readonly fault?: string
}

/** In bytes; a character may be more than one. */
const LONGEST_LINE = 2048

/** A line that ends in a backslash goes on with the next; what begins with "#" or ";" is a comment. */
export function readUnit(text: string): UnitText {
  const sections: string[] = []
  let goesOn = false
  for (const [i, line] of text.split('\n').entries()) {
    const fault = line.length >= LONGEST_LINE ? 'is too long' : goesOn ? undefined : faultOf(line.trim())
    if (fault !== undefined) return { sections, fault: `line ${i + 1} ${fault}` }
    const name = goesOn ? undefined : /^\s*\[(.*)\]\s*$/.exec(line)?.[1]
    if (name !== undefined) sections.push(name)
    goesOn = line.endsWith('\\') && !/^\s*[#;]/.test(line)
  }
  return { sections }
}

function faultOf(line: string): string | undefined {
  if (line === '' || /^[#;]/.test(line)) return undefined
  if (!line.startsWith('[')) return line.includes('=') ? undefined : 'has no "="'
  if (!line.includes(']')) return 'has no "]"'
  return line.endsWith(']') ? undefined : 'goes on behind its section'
}
