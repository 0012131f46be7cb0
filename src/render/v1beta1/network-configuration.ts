// What a device gets in a failure domain, instead of what its machine says.

import type { JsonObject } from '../../manifest.ts'
import type { NetworkConfiguration } from '../../plan/place-model.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

/** `dhcp4: false` is not an absent one here: it takes away what the machine says. */
export function networkConfiguration(network: NetworkConfiguration): JsonObject {
  const { networkName, dhcp4, dhcp6, addressesFromPools, nameservers, searchDomains } = network
  return omitEmpty({
    networkName,
    dhcp4,
    dhcp6,
    addressesFromPools: addressesFromPools.map(pool => ({ ...pool })),
    nameservers,
    searchDomains,
  })
}
