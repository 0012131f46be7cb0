// Adds many to a list. As arguments of `push`, a hundred thousand would not fit on the stack.

export function append<Item>(list: Item[], more: readonly Item[]): void {
  for (const item of more) list.push(item)
}
