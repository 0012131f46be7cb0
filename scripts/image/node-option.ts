/**
 * MiB for young objects, where Node starts with one. A run for one cluster then ends before the first collection of garbage,
 * which takes up to a seventh of it.
 */
export const NODE_OPTION = '--min-semi-space-size=8'
