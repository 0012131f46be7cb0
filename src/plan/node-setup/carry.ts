// How a file gets into the user data so that it arrives as it was meant.

import { jinjaIn } from '../../facts/jinja.ts'
import { breaksBlock } from '../../facts/user-data.ts'
import type { NodeFile } from '../model.ts'

/**
 * The file as it stands, or in base64 where the way to the node would change its text. What cloud-init is to fill in cannot
 * be carried so: a check refuses a file that needs both. Ignition knows no Jinja.
 */
export function carried(file: NodeFile, format: 'cloud-config' | 'ignition'): NodeFile {
  const { content, encoding } = file
  if (encoding !== undefined || !('text' in content)) return file
  const isForeign = format === 'cloud-config' && jinjaIn(content.text).foreign !== undefined
  if (!isForeign && !breaksBlock(content.text)) return file
  return { ...file, content: { text: base64(content.text) }, encoding: 'base64' }
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
