// What Argo CD says of the application. It unpacks the repository into a folder of a random name and runs the plugin in the
// application's own folder, whose path inside the repository it gives as ARGOCD_APP_SOURCE_PATH.

import { HACLUSTER_API_VERSION } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { noCluster } from '../no-cluster.ts'
import type { World } from '../world.ts'
import type { SortedDocuments } from './documents.ts'
import { isOutside, resolvePath } from './paths.ts'

export interface Checkout {
  /** The real path of the checkout; of the application's folder where Argo CD does not say more. Never for messages. */
  readonly root: string
  /** The application's folder, relative to the root; `.` for the root itself. */
  readonly application: string
}

export function findCheckout(world: World): Checkout {
  const here = world.realPath('.')
  const path = resolvePath('.', world.env.ARGOCD_APP_SOURCE_PATH ?? '.')
  if (path === '.' || isOutside(path) || !here.endsWith(`/${path}`)) return { root: here, application: '.' }
  return { root: here.slice(0, -path.length - 1), application: path }
}

/** The error `no-cluster` for an application of so many files (with a kustomization: its output). */
export function noClusterAmong({ owned, foreign }: SortedDocuments, files: number): Problem {
  if (foreign.length > 0) return noCluster(NONE, 'others')
  if (owned.length > 0) return noCluster(NONE, 'own-output')
  return noCluster(NONE, files === 0 ? 'no-file' : 'empty')
}

const NONE = {
  what: 'the application',
  why: 'an application without objects would let Argo CD delete everything that it has applied before',
  fix: `check the path of the Application, and that a file has \`apiVersion: ${HACLUSTER_API_VERSION}\``,
  fixes: {
    'no-file': 'check the path of the Application, and its parameters `include` and `exclude`',
    'own-output':
      'commit the HACluster beside what was made of it, or drop `plugin` from the Application: without it the files go out as they are',
  },
}
