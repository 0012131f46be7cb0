// The frozen names of what is derived from a cluster. Changing one would replace objects that run machines.

export const nodeName = (cluster: string, index: number): string => `${cluster}-controlplane-${index}`
export const controlPlaneName = (cluster: string): string => `${cluster}-controlplane`
export const poolName = (cluster: string, pool: string): string => `${cluster}-${pool}`
