// CA certificates that a node trusts: they lie in a folder of ours, from which a script takes them to the place of the
// distribution.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import { CA_FOLDER } from '../../facts/node-paths.ts'
import type { SetupPart } from './compose.ts'
import { readableFile, scriptFile, startOf } from './script.ts'
import { TRUSTED_CAS_SCRIPT } from './scripts/trusted-cas.ts'

export function planTrustedCAs(authorities: NonNullable<NodeConfig['trustedCAs']>): SetupPart {
  const files = authorities.map(({ name, pem, secret }) =>
    readableFile(`${CA_FOLDER}/${name}.crt`, secret === undefined ? { text: pem ?? '' } : { secret }),
  )
  return {
    files: [...files, scriptFile('trusted-cas', TRUSTED_CAS_SCRIPT)],
    before: [startOf('trusted-cas')],
  }
}
