// The shared libraries that this Node is linked to, its loader among them.

/** Absolute paths. Throws where Node's own report does not name them, as on systems without a dynamic loader. */
export function reportedLibraries(): readonly string[] {
  const report: unknown = process.report.getReport()
  const objects = isRecord(report) ? report.sharedObjects : undefined
  const paths = Array.isArray(objects) ? objects.filter(isPath) : []
  if (paths.length === 0) throw new Error('Node must report the shared libraries that it is linked to')
  return paths
}

/** linux-vdso.so.1, say, comes from the kernel and has no path. */
function isPath(object: unknown): object is string {
  return typeof object === 'string' && object.startsWith('/')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
