// Blocks of a PEM file (RFC 7468), as the programs on a node find them: from the beginning of a line on.

export interface PemBlock {
  /** What stands behind BEGIN, such as "CERTIFICATE". */
  readonly label: string
  /** Absent where it is no base64. */
  readonly bytes?: Uint8Array
}

/** All blocks of a text, in order; what stands around them is a comment. A block without its end is not one. */
export function readPem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = []
  let open: { readonly label: string; readonly lines: string[] } | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, begun, ended] = /^-----(?:BEGIN ([A-Z0-9 ]+)|END ([A-Z0-9 ]+))-----\s*$/.exec(line) ?? []
    if (begun !== undefined) open = { label: begun, lines: [] }
    else if (ended !== undefined && open?.label === ended) {
      blocks.push({ label: ended, ...decoded(open.lines.join('')) })
      open = undefined
    } else open?.lines.push(line)
  }
  return blocks
}

function decoded(base64: string): { readonly bytes?: Uint8Array } {
  try {
    return { bytes: Uint8Array.from(atob(base64), character => character.charCodeAt(0)) }
  } catch {
    return {}
  }
}
