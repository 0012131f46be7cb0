// An absolute path as the kernel follows it, but for links.

/** `/etc//./a/../b` is `/etc/b`. */
export function posixPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
