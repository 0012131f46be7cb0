// What a file is called until it is complete.

/** Beside the file that it becomes, and with an ending that no reader of manifests looks at. Later attempts find earlier names taken. */
export function draftName(file: string, attempt = 1): string {
  return `${file}.capv-ha-draft${attempt === 1 ? '' : `-${attempt}`}`
}
