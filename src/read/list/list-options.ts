// How the YAML library is to read lists, and their items alone: in both ways alike.

/** The options under which every host's items are read: twin keys pass, merge keys count. */
export const LIST_OPTIONS = { uniqueKeys: false, merge: true, prettyErrors: false, logLevel: 'error' } as const
