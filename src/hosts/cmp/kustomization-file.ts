// The three names under which kustomize looks for its file (kustomize api/konfig/general.go).

import { join } from '../cli/walk.ts'
import type { World } from '../world.ts'

const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** Those that a folder has; kustomize refuses more than one. */
export function kustomizationsIn(world: World, folder: string): readonly string[] {
  return NAMES.map(name => join(folder, name)).filter(path => world.kindOf(path) !== undefined)
}

export function isKustomization(path: string): boolean {
  return NAMES.includes(path.slice(path.lastIndexOf('/') + 1))
}
