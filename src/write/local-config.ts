// Marks an HACluster as local configuration, so that no host applies it, by an edit that changes nothing else.

import type { ListItem } from '../read/list/list-layout.ts'
import type { ListSource } from '../read/list/list-source.ts'
import { insertion, LINE, lines } from './local-config-mark.ts'
import { markByYaml } from './mark-by-yaml.ts'
import type { TextEdit } from './text-edits.ts'

/**
 * The edit of the list's text that marks an item, or `undefined` where its text gives no hold for one (its metadata is
 * an alias, say). `inBlock`: the item's lines begin with a dash.
 */
export function localConfigEdit(
  source: ListSource,
  item: ListItem,
  inBlock: boolean,
  lineEnd: string,
): TextEdit | undefined {
  const place = item.metadata
  if (place && item.localConfig === undefined) {
    return place.annotations
      ? insertion(place.annotations.at, lines([LINE], place.annotations.column, lineEnd))
      : insertion(place.at, lines(['annotations:', `  ${LINE}`], place.column, lineEnd))
  }
  const { start, end } = item
  const text = source.slice(start, end)
  const edit = markByYaml(inBlock ? text.replace('-', ' ') : text, lineEnd)
  return edit && { start, end, text: text.slice(0, edit.start) + edit.text + text.slice(edit.end) }
}
