// Which machines have a health check, and the labels by which it finds them.

import type { Plan } from '../../plan/model.ts'
import type { CheckedMachines } from '../generation.ts'
import { CONTROL_PLANE_LABEL, DEPLOYMENT_LABEL } from './metadata.ts'

/** Each under the name of what makes the machines; the controllers label what they make. */
export function checkedMachines({ controlPlane, workers }: Plan): readonly CheckedMachines[] {
  const makers = [
    ...(controlPlane.type === 'Machines' ? [] : [{ ...controlPlane, labels: { [CONTROL_PLANE_LABEL]: '' } }]),
    ...workers.map(pool => ({ ...pool, labels: { [DEPLOYMENT_LABEL]: pool.name } })),
  ]
  return makers.flatMap(({ name, labels, healthCheck: check }) =>
    check === undefined ? [] : [{ name, labels, check }],
  )
}
