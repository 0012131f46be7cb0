// Which block collections a line of YAML stands in: their columns, from the mapping at the top inwards.

export interface BlockStack {
  /** Index of the innermost collection. */
  depth: number
  readonly columns: Int32Array
  readonly sequences: Uint8Array
  /** The last line ended in `key:` or `-`, so that a collection can begin on this one. */
  open: boolean
}

const DEEPEST = 60

/** A stack that holds the mapping at the top, at column 0. */
export function blockStack(): BlockStack {
  return { depth: 0, columns: new Int32Array(DEEPEST + 1), sequences: new Uint8Array(DEEPEST + 1), open: false }
}

/** Makes the sequence with a dash at the column the innermost; false where no sequence can stand there. */
export function enterSequence(stack: BlockStack, column: number): boolean {
  closeDeeper(stack, column)
  const { depth, columns, sequences } = stack
  if (columns[depth] === column && sequences[depth] === 1) return true
  // A sequence may stand in the column of the key that it belongs to.
  return stack.open && push(stack, column, 1)
}

/** Makes the mapping with a key at the column the innermost; false where no mapping can stand there. */
export function enterMapping(stack: BlockStack, column: number): boolean {
  closeDeeper(stack, column)
  const { columns, sequences } = stack
  if (columns[stack.depth] !== column) return stack.open && push(stack, column, 0)
  if (sequences[stack.depth] === 0) return true
  // Behind a sequence in the column of its own key.
  if (stack.depth === 0 || columns[stack.depth - 1] !== column || sequences[stack.depth - 1] === 1) return false
  stack.depth--
  return true
}

function closeDeeper(stack: BlockStack, column: number): void {
  const { columns } = stack
  while (stack.depth > 0 && (columns[stack.depth] ?? 0) > column) {
    stack.depth--
    stack.open = false
  }
}

function push(stack: BlockStack, column: number, sequence: 0 | 1): boolean {
  if (stack.depth === DEEPEST) return false
  stack.depth++
  stack.columns[stack.depth] = column
  stack.sequences[stack.depth] = sequence
  return true
}
