// spec.machine: what a VM is cloned from and how large it is. Every field may be unset by an override, so that
// "required" is decided after merging (config/checks), not here.

import * as z from 'zod/mini'
import {
  about,
  count,
  dnsLabel,
  kindName,
  line,
  object,
  objectName,
  optional,
  quantity,
  text,
  unsettable,
} from './scalars.ts'

/** Where VMs are placed: `spec.vsphere` holds the defaults, `machine` the overrides. */
export const placement = {
  datacenter: unsettable('vSphere datacenter of the VMs.', text),
  datastore: unsettable('Datastore of the VMs.', text),
  folder: unsettable('VM folder, a name or an inventory path.', text),
  resourcePool: unsettable('Resource pool, a name or an inventory path such as "*/Resources".', text),
  storagePolicyName: unsettable('Storage policy that the datastore must satisfy.', text),
}

const dataDisk = object(() => ({
  name: about('Name of the disk, unique within the machine.', dnsLabel),
  sizeGiB: about('Size in GiB.', count(1)),
  provisioningMode: optional('How the disk is provisioned.', z.enum(['Thin', 'Thick', 'EagerlyZeroed'])),
}))

const pciDevice = object(() => ({
  deviceId: optional('PCI device ID; together with `vendorId`.', count(0, 0xffff)),
  vendorId: optional('PCI vendor ID; together with `deviceId`.', count(0, 0xffff)),
  vGPUProfile: optional('vGPU profile name, instead of `deviceId` and `vendorId`.', text),
  customLabel: optional('Hardware label of a Dynamic DirectPath device.', text),
}))

const resourceList = object(() => ({
  cpu: optional('CPU as a quantity of cores or MHz as vSphere takes it.', quantity),
  memory: optional('Memory as a quantity.', quantity),
}))

const resources = object(() => ({
  requests: optional('Reservations.', resourceList),
  limits: optional('Limits.', resourceList),
  shares: optional(
    'Shares.',
    object(() => ({ cpu: optional('CPU shares.', count(1)), memory: optional('Memory shares.', count(1)) })),
  ),
}))

export const machine = object(
  () => ({
    template: unsettable('VM template: name, inventory path or instance UUID.', text),
    cloneMode: unsettable('Full or linked clone (default fullClone).', z.enum(['fullClone', 'linkedClone'])),
    snapshot: unsettable('Snapshot of the template; linked clones only.', text),
    numCPUs: unsettable('Virtual CPUs (default 2).', count(1)),
    numCoresPerSocket: unsettable('Cores per socket; vSphere decides where absent.', count(1)),
    memoryMiB: unsettable('Memory in MiB.', count(1)),
    diskGiB: unsettable("Size of the first disk in GiB, at least the template's.", count(1)),
    additionalDisksGiB: unsettable('Sizes in GiB of further disks that the template already has.', z.array(count(1))),
    dataDisks: unsettable(
      'New disks to add.',
      z.array(dataDisk).check(z.maxLength(29, { error: 'must not hold more than 29 disks' })),
    ),
    tagIDs: unsettable('vSphere tag URNs to attach to the VMs.', z.array(text)),
    pciDevices: unsettable('PCI passthrough and vGPU devices.', z.array(pciDevice)),
    customVMXKeys: unsettable('Extra VMX keys; values are strings.', z.record(text, line)),
    hardwareVersion: unsettable(
      'Hardware version to upgrade the VM to.',
      z.string().check(z.regex(/^vmx-[1-9][0-9]?$/, { error: 'must be a hardware version such as "vmx-19"' })),
    ),
    powerOffMode: unsettable('How VMs are powered off.', z.enum(['hard', 'soft', 'trySoft'])),
    guestSoftPowerOffTimeoutSeconds: unsettable(
      'How long trySoft waits before it powers off hard, in seconds.',
      count(1),
    ),
    resources: unsettable('vSphere reservations, limits and shares.', resources),
    cryptoKeyID: unsettable('Key provider that makes the key by which the VM is encrypted.', text),
    cryptoProfile: unsettable('Storage policy for encryption.', text),
    migrateEncryption: unsettable('Whether vMotion is encrypted.', z.enum(['disabled', 'opportunistic', 'required'])),
    ftEncryptionMode: unsettable(
      'Whether the traffic of Fault Tolerance is encrypted.',
      z.enum(['ftEncryptionDisabled', 'ftEncryptionOpportunistic', 'ftEncryptionRequired']),
    ),
    nestedHV: unsettable('Whether hardware virtualisation is offered to the guest.', z.boolean()),
    naming: unsettable(
      'How VMs are named.',
      object(() => ({ template: about('Go template; the variable is `.machine.name`.', text) })),
    ),
    ...placement,
  }),
  'machine',
)

export const poolReference = object(() => ({
  apiGroup: about('API group of the pool.', objectName),
  kind: about('Kind of the pool.', kindName),
  name: about('Name of the pool.', objectName),
}))
