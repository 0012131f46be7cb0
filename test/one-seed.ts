// What tests draw at random is drawn from one seed, so that a change and nothing else makes a test fail; CAPV_HA_SEED asks for another.

import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.CAPV_HA_SEED ?? 1) })
