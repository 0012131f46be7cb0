// How checks read YAML that stands inside a field: handed in, since only read/ knows YAML.

import type { YamlValue } from '../../read/documents/yaml-value.ts'

export type ReadText = (text: string) => YamlValue
