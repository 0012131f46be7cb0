// What is known of a ResourceList's text: who its items are and where they, and whatever else may change, begin and end.

/** A stretch of the list's text: offset of its first character, and of the one behind its last. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/**
 * An item as far as a host needs to know it; texts that are absent or no strings are `undefined`. Of those that items of
 * others rarely have, even the property may be missing: there may be very many.
 */
export interface ListItem extends TextRange {
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
  readonly name: string | undefined
  readonly namespace: string | undefined
  /** Our own annotation. */
  readonly owner?: string | undefined
  /** The host's annotations. */
  readonly path?: string | undefined
  readonly index?: string | undefined
  readonly packagePath?: string | undefined
  readonly localConfig?: string | undefined
  /** Only where the metadata is a plain block mapping, which is how every host writes it. */
  readonly metadata?: MetadataPlace | undefined
  /** Positions of the other items whose anchors this one uses. */
  readonly borrows?: readonly number[]
}

/** Where lines can be put into an item's metadata; offsets into the list's text, columns of the keys there. */
export interface MetadataPlace {
  readonly at: number
  readonly column: number
  readonly annotations: { readonly at: number; readonly column: number } | undefined
}

/** How the value of `items` is written. Ranges of block items are whole lines from their dash on; of flow items, the value. */
export type ItemsLayout =
  | { readonly style: 'block'; readonly column: number; readonly end: number }
  | { readonly style: 'flow'; readonly open: number; readonly close: number }
  | { readonly style: 'none'; readonly value: TextRange }
  | { readonly style: 'absent' }

export interface ListLayout {
  readonly items: ItemsLayout
  /** Of the mapping at the top: the column of its keys, or its braces. */
  readonly top: { readonly style: 'block'; readonly column: number } | { readonly style: 'flow'; readonly open: number }
  /** In a block the whole lines of the key; in braces key and value alone. */
  readonly results: TextRange | undefined
  readonly hasApiVersion: boolean
  /** Where the first key stands. */
  readonly start: number
  /** Where another key can be put: the end of the last line in a block, of the last value in braces. */
  readonly end: number
}
