// The printers of this generation.

import type { CorePrinters, VSpherePrinters } from '../printers.ts'
import { cluster } from './cluster.ts'
import { kubeadmConfig, kubeadmConfigTemplate } from './kubeadm-config.ts'
import { machine } from './machine.ts'
import { machineDeployment } from './machine-deployment.ts'
import { vsphereCluster } from './vsphere-cluster.ts'
import { vsphereMachine, vsphereMachineTemplate } from './vsphere-machine.ts'

export const core: CorePrinters = { cluster, kubeadmConfig, machine, machineDeployment, kubeadmConfigTemplate }
export const vsphere: VSpherePrinters = { vsphereCluster, vsphereMachine, vsphereMachineTemplate }
