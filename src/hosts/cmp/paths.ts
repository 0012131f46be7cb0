// Paths inside a checkout, worked out in the text alone: what the disk says of them is asked separately.

/** Both relative to the same folder; `..` and `.` resolved. `.` is the folder itself, a leading `..` says that it was left. */
export function resolvePath(folder: string, path: string): string {
  const names: string[] = []
  for (const name of `${folder}/${path}`.split('/')) {
    if (name === '' || name === '.') continue
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop()
    else names.push(name)
  }
  return names.length === 0 ? '.' : names.join('/')
}

export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../')
}

/** The way from one folder to a path, both relative to the same folder. */
export function relativePath(from: string, to: string): string {
  const start = from === '.' ? [] : from.split('/')
  const end = to === '.' ? [] : to.split('/')
  let same = 0
  while (same < start.length && start[same] === end[same]) same++
  const names = [...start.slice(same).map(() => '..'), ...end.slice(same)]
  return names.length === 0 ? '.' : names.join('/')
}

/** The folder that a path lies in; `.` for a bare name. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}
