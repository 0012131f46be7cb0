// The one door of this room. What is behind it reads YAML as people and programs mostly write it, without the YAML library,
// which costs a short run more than all the rest of the reading. It answers, or says `undefined`, and everything works without it.

export { type PlainDocument, readPlainDocuments } from './plain-documents.ts'
export { plainPlaces } from './plain-place.ts'
export { readPlainYaml } from './plain-yaml.ts'
